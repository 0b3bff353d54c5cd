"""Remarks without any label: one voice throughout, which only the title names."""

import re
from dataclasses import replace
from typing import Final

from bot.briefing.model import Kind, SourceKind, Status
from bot.briefing.speakers import Register
from bot.importers.model import Doubt, Draft, DraftTurn
from bot.importers.publishers import keeps_the_record, publisher_at

BODY_WORDS_LEAST: Final = 15
TITLE_CHARS_MAX: Final = 300
NAME_WORDS_MAX: Final = 8

_BY = re.compile(
    r"(?:remarks|statement|speech|address|opening statement)\b[^“”]{0,60}?\b(?:by|of|from)\s+(?P<who>[^,;:“”]{3,80}?)"
    r"(?=\s+(?:at|on|to|before|during|in|after|with|regarding|for|as|about|(?:mark|announc|assess|address|honor|discuss|introduc|deliver|commemorat|celebrat|highlight)ing)\b|\s*[,;:“‘\"(]|\s*$)",
    re.IGNORECASE,
)
_LINE = re.compile(r"[^\n]+")


def one_voice(draft: Draft, register: Register) -> Draft | None:
    """The whole text as the words of the person the title names; None where it names nobody.

    Somebody has to accept it, unless one person of the register is named and those published it who keep the record.
    """
    title = draft.title or draft.extract.title or ""
    found = _BY.search(title[:TITLE_CHARS_MAX].replace("\xa0", " "))
    day = draft.held_on or draft.extract.held_on or draft.extract.published_on
    if draft.turns or found is None or day is None:
        return None
    person = register.resolve(found["who"], day, draft.venue, draft.publisher)
    text = draft.extract.text
    start = next((one.start() for one in _LINE.finditer(text) if len(one[0].split()) >= BODY_WORDS_LEAST), None)
    who = " ".join(found["who"].split())
    if start is None or (person is None and not _is_name(who)):
        return None
    words = text[start:].rstrip()
    turn = DraftTurn(Kind.SPEECH, words, start, start + len(words), printed=who)
    if person is not None:
        role = person.role_on(day, draft.venue)
        turn = replace(turn, speaker=person.id, name=person.name, role=role.title if role else None)
    line = text.count("\n", 0, start) + 1
    says = f"no label stands in the text: all of it is taken for the words of “{who}”, whom the title names; check it"
    is_sure = person is not None and not title[found.end() :].lstrip().startswith(",") and _is_plain_record(draft)
    is_prepared = "prepared" in title.casefold()
    return replace(
        draft,
        turns=(turn,),
        kind=SourceKind.TRANSCRIPT,
        status=Status.AS_PREPARED if is_prepared else draft.status,
        doubts=(*draft.doubts, Doubt(line, says, is_open=not is_sure)),
    )


def _is_plain_record(draft: Draft) -> bool:
    """Whether those who keep the record published it, and nothing else in it is doubtful."""
    publisher = draft.publisher or publisher_at(draft.url or draft.extract.url)
    return keeps_the_record(publisher) and not draft.unassigned and not any(doubt.is_open for doubt in draft.doubts)


def _is_name(who: str) -> bool:
    """Whether every word is written as a name is, and there are a few of them."""
    words = who.split()
    return 2 <= len(words) <= NAME_WORDS_MAX and all(word[:1].isupper() for word in words)
