"""A file of questions, one a line, to JSON lines in the same order."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from bot.answer.contract import json_of
from bot.answer.model import TERMINAL, Misread, Question
from bot.answer.responder import Responder

LIMIT_MAX = 100
_FIELDS = "question, speakers, after, before, phrases, limit"


def answers_of(responder: Responder, lines: Iterable[bytes], limit: int) -> Iterator[str]:
    """Answer every line, so that answers stand beside their lines; what cannot be read is answered as misread."""
    for line in lines:
        text = line.decode("utf-8", "replace").strip().lstrip("\ufeff")
        yield json.dumps(json_of(_answer(responder, text, limit)), ensure_ascii=False)


def _answer(responder: Responder, text: str, limit: int) -> Any:
    try:
        question = question_of(text, limit)
    except ValueError as error:
        return Misread(Question(text[:1000]), str(error), responder.coverage(TERMINAL), responder.time_zone)
    return responder.respond(question, TERMINAL)


def question_of(text: str, limit: int) -> Question:
    """Read one line of a batch: a question as it is, or a JSON object.

    Raises:
        ValueError: A JSON object that is none, or holds an unknown or malformed field.
    """
    if not text.startswith("{"):
        return Question(text, limit)
    try:
        given = json.loads(text)
    except (ValueError, RecursionError):
        raise ValueError(f"This line begins with {{ but is not JSON; write an object with {_FIELDS}.") from None
    unknown = sorted(set(given) - set(_FIELDS.split(", ")))
    if unknown:
        raise ValueError(f"I know no field {unknown[0]!r}; the fields are {_FIELDS}.")
    return Question(
        text=_text(given, "question") or "",
        limit=_limit(given.get("limit", limit)),
        speakers=_texts(given, "speakers"),
        after=_text(given, "after"),
        before=_text(given, "before"),
        phrases=_texts(given, "phrases"),
    )


def _text(given: dict[str, Any], field: str) -> str | None:
    value = given.get(field)
    if value is not None and not isinstance(value, str):
        raise ValueError(f"The field {field!r} must be text.")
    return _clean(value) if value else None


def _texts(given: dict[str, Any], field: str) -> tuple[str, ...]:
    values = given.get(field) or []
    if not isinstance(values, list) or not all(isinstance(value, str) and value.strip() for value in values):
        raise ValueError(f"The field {field!r} must be a list of texts.")
    return tuple(_clean(value) for value in values)


def _limit(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= LIMIT_MAX:
        raise ValueError(f"The field 'limit' must be a whole number from 1 to {LIMIT_MAX}.")
    return value


def _clean(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")
