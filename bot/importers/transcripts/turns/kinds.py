"""Whether a stretch is an official's words or a question, by its label and by who else is there."""

from collections.abc import Callable, Sequence
from statistics import median
from typing import Final

from bot.briefing.model import Kind
from bot.importers.transcripts.labels import words
from bot.importers.transcripts.labels.document import Label, Style
from bot.importers.transcripts.labels.forms import Form
from bot.importers.transcripts.turns.stretches import Stretch

_CHAIR_TURNS_LEAST: Final = 6
_CHAIR_WORDS_MOST: Final = 8

_NAMES: Final = (Form.NAME, Form.WORD, Form.NAME_AND_ROLE)
_OFFICIAL_FORMS: Final = (Form.TITLED, Form.ANONYMOUS, Form.ANSWER)


def kinds_of(stretches: Sequence[Stretch], style: Style, is_official: Callable[[Label], bool]) -> dict[str, Kind]:
    """For each label's key, whose words they are.

    Where only officials have titles and nobody is called Q, a bare name is a
    reporter's, unless it is an official's by register or header, or somebody who
    only calls on others.
    """
    asked = {s.label.key for s in stretches if _asks(s.label)}
    reporters = {s.label.key for s in stretches if _is_reporter_by_role(s.label)}
    surnames = {
        key.partition(",")[0].split()[-1]
        for key in (_bare(s.label) for s in stretches if s.label.key in reporters)
        if key
    }
    has_officials = any(s.label.form in _OFFICIAL_FORMS or is_official(s.label) for s in stretches)
    kinds: dict[str, Kind] = {}
    for stretch in stretches:
        label = stretch.label
        if label.key in kinds:
            continue
        is_question = (
            label.key in asked or label.key in reporters or (label.form is Form.WORD and label.key in surnames)
        )
        if not is_question and label.form in _NAMES and not is_official(label):
            is_question = has_officials and not asked and not _calls_on_others(label.key, stretches)
            is_question = is_question and label.form is not Form.NAME_AND_ROLE
        kinds[label.key] = Kind.QUESTION if is_question else Kind.SPEECH
    return kinds


def _asks(label: Label) -> bool:
    return label.form is Form.QUESTION


def _bare(label: Label) -> str:
    return " ".join(label.candidate.printed.partition(",")[0].casefold().split())


def _is_reporter_by_role(label: Label) -> bool:
    """``NAME, CORRESPONDENT`` and ``NAME, CNN``: a role of those who ask, or only an outlet."""
    if label.form is not Form.NAME_AND_ROLE:
        return False
    role = {word.strip(".,").casefold() for word in label.candidate.printed.partition(",")[2].split()}
    return bool(role & words.ASKING_ROLES) or not role & words.TITLES


def _calls_on_others(key: str, stretches: Sequence[Stretch]) -> bool:
    """Whether somebody speaks often and only a few words each time, as who chairs does."""
    lengths = [
        sum(part.end - part.start for part in stretch.parts) // 6 + 1
        for stretch in stretches
        if stretch.label.key == key
    ]
    return len(lengths) >= _CHAIR_TURNS_LEAST and median(lengths) <= _CHAIR_WORDS_MOST
