"""Which candidates are labels in their document: by form, by style, by who else is there."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.briefing.speakers import surname_of, without_titles
from bot.importers.transcripts.labels import words
from bot.importers.transcripts.labels.forms import Form, form_of
from bot.importers.transcripts.labels.grammar import Candidate
from bot.importers.transcripts.labels.spelling import frequent_labels, likely_meant, mend_words

STRONG: Final = frozenset({Form.QUESTION, Form.ANONYMOUS, Form.ROLE, Form.TITLED})

_MAY_BE_SLIPS: Final = frozenset({Form.TITLED, Form.NAME, Form.WORD, Form.OTHER})
_CAPITAL_LABELS_LEAST: Final = 3
_NAMED_LABELS_LEAST: Final = 3
# More different labels than any event has speakers: a list of names, or an attack.
_LABELS_MAX: Final = 1_000
_UNKNOWN_WORDS_MAX: Final = 8

Knows = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Label:
    """A label of the document.

    Attributes:
        key: The folded label as it is read; a misspelt one has the key of the label meant.
        is_known: False where nobody can say whose label it is, or whether it is one.
        is_mended: The printed form was misspelt.
    """

    candidate: Candidate
    key: str
    form: Form
    is_known: bool = True
    is_mended: bool = False


@dataclass(frozen=True, slots=True)
class Style:
    """How a document prints its labels.

    Attributes:
        seen: Keys of the labels no reader would doubt, with their counts.
        is_capitals: Labels stand in capitals, so that mixed case is suspect.
        has_full_stops: A full stop follows a label, as at the Federal Reserve.
        has_mixed_stops: A full stop follows a label in mixed case, as in collected papers.
        has_names: Bare names are labels: there are several.
        is_timed: Clock times stand beside labels.
        surnames: Of everybody whose label gives a name.
        titled: Of those whose label puts a title before it.
        frequent: Keys too frequent to be slips.
    """

    seen: Counter[str]
    is_capitals: bool
    has_full_stops: bool
    has_mixed_stops: bool
    has_names: bool
    is_timed: bool
    surnames: frozenset[str]
    titled: frozenset[str]
    frequent: tuple[str, ...]


def style_of(candidates: Sequence[Candidate]) -> Style:
    """How the document prints its labels, from everything that might be one."""
    strong = [c for c in candidates if c.form in STRONG and c.mark == ":"]
    capital = sum(c.is_capitals for c in strong)
    stopped = Counter(c.key for c in candidates if _is_stopped(c) and c.is_capitals)
    has_full_stops = bool(stopped) and max(stopped.values()) > 1 and sum(stopped.values()) > capital / 2
    mixed = Counter(c.key for c in candidates if _is_stopped(c) and not c.is_capitals)
    named = sum(c.form is not Form.QUESTION for c in strong)
    has_mixed_stops = bool(mixed) and max(mixed.values()) > 1 and not has_full_stops and mixed.total() > 2 * named
    marks = ".:" if has_full_stops else ":"
    names = {c.key for c in candidates if c.form is Form.NAME and c.is_capitals and c.mark and c.mark in marks}
    has_stops = has_full_stops or has_mixed_stops
    seen = Counter(c.key for c in candidates if c.mark == ":" or (has_stops and c.mark == "."))
    surnames = {
        surname_of(without_titles(_name_key(c)))
        for c in candidates
        if c.mark and c.mark in marks and c.form in (Form.TITLED, Form.NAME_AND_ROLE) and c.is_capitals
    }
    titled = frozenset(surnames)
    surnames |= {surname_of(key) for key, n in seen.items() if form_of(key.upper()) is Form.NAME and n > 1}
    return Style(
        seen=seen,
        is_capitals=has_full_stops
        or (capital >= _CAPITAL_LABELS_LEAST and capital * 2 >= len(strong) and not has_mixed_stops),
        has_full_stops=has_full_stops,
        has_mixed_stops=has_mixed_stops,
        is_timed=any(c.is_timed for c in candidates),
        has_names=len(names) >= _NAMED_LABELS_LEAST,
        surnames=frozenset(surnames),
        titled=titled,
        frequent=frequent_labels(seen),
    )


def label_of(
    candidate: Candidate, style: Style, knows: Knows, *, is_header: bool, goes_on: bool = False
) -> Label | None:
    """The candidate as a label of this document; None where it is part of the text.

    Args:
        knows: Whether a folded name is somebody of the register or of the header.
        is_header: No label stood before it; there, forms and lists have keys with a colon.
        goes_on: The line before has no end, so that this one goes on with its sentence.
    """
    if (goes_on and not candidate.is_capitals) or (candidate.key in words.NOTES and candidate.is_capitals):
        return None
    if is_header and candidate.key in words.HEADER_KEYS:
        return None
    found = _found(candidate, style, knows)
    if found is None or not is_header:
        return found
    return found if found.is_known and candidate.mark else None


def label_inside(candidate: Candidate, style: Style, knows: Knows) -> Label:
    """A candidate in the middle of a paragraph as a label; unknown where only its capitals or its full stop say so."""
    label = _mended(candidate, style, knows)
    is_sure = label.form in STRONG and (candidate.is_capitals or candidate.is_timed)
    return replace(
        label, is_known=is_sure or candidate.is_timed or (style.seen[label.key] > 1 and candidate.is_capitals)
    )


def _found(candidate: Candidate, style: Style, knows: Knows) -> Label | None:
    label = _mended(candidate, style, knows)
    if label.form in STRONG or label.form is Form.ANSWER:
        return _strong(label, style)
    if candidate.is_timed and label.form in (Form.NAME, Form.WORD):
        return label
    if not candidate.mark or candidate.mark == "-" or (candidate.mark == "." and not style.has_full_stops):
        return None
    return _capital_name(label, style, knows) if candidate.is_capitals else _mixed_name(label, style, knows)


def _mended(candidate: Candidate, style: Style, knows: Knows) -> Label:
    """The label as it is read: a slip of another one of the document, or of a title's own words."""
    key, form = candidate.key, candidate.form
    label = Label(candidate, key, form)
    if not candidate.mark or not candidate.is_capitals or form not in _MAY_BE_SLIPS or len(style.seen) > _LABELS_MAX:
        return label
    meant = None if form is Form.TITLED and knows(key) else likely_meant(key, style.seen, style.frequent)
    if meant is not None and form_of(meant.upper()) in STRONG | {Form.NAME}:
        return replace(label, key=meant, form=form_of(meant.upper()), is_mended=True)
    is_a_name = form is Form.TITLED or (form is Form.NAME and style.has_names and surname_of(key) not in style.titled)
    mended = key if is_a_name else mend_words(key)
    if mended != key and form_of(mended.upper()) in STRONG:
        return replace(label, key=mended, form=form_of(mended.upper()), is_mended=True)
    return label


def _strong(label: Label, style: Style) -> Label | None:
    candidate = label.candidate
    if label.form is Form.ANSWER:
        return label if style.seen["a"] > 1 and style.seen["q"] else None
    if candidate.printed == "Q":
        return label
    is_seen = style.seen[label.key] > 0
    if candidate.mark == ":":
        return _with_colon(label, style)
    if not candidate.is_capitals:
        return _mixed_stop(label, style)
    is_honorific = label.key.split()[0] in words.HONORIFICS and label.form is Form.TITLED
    if candidate.mark == ".":
        return label if is_seen or is_honorific or style.has_full_stops else None
    if candidate.mark == "-":
        return label if is_seen or is_honorific else None
    return label if style.seen[label.key] > 1 and label.form is Form.TITLED else None


def _with_colon(label: Label, style: Style) -> Label | None:
    candidate = label.candidate
    if candidate.is_capitals or candidate.is_timed or not style.is_capitals:
        return label
    is_seen = surname_of(label.key) in style.surnames or style.seen[label.key] > 1
    return replace(label, is_known=is_seen)


def _is_stopped(candidate: Candidate) -> bool:
    return candidate.mark == "." and candidate.form in (Form.TITLED, Form.ROLE)


def _mixed_stop(label: Label, style: Style) -> Label | None:
    """``Minister Lind.`` in collected papers; once only, it may as well be somebody who is called on."""
    if not style.has_mixed_stops:
        return None
    names_a_part = label.form is not Form.TITLED and label.key.split()[-1] not in words.TITLES
    is_known = names_a_part or style.seen[label.key] > 1
    return replace(label, is_known=is_known)


def _name_key(candidate: Candidate) -> str:
    return candidate.key if candidate.form is not Form.NAME_AND_ROLE else _before_comma(candidate)


def _before_comma(candidate: Candidate) -> str:
    return " ".join(candidate.printed.partition(",")[0].casefold().split())


def _capital_name(label: Label, style: Style, knows: Knows) -> Label | None:
    candidate = label.candidate
    if label.form is Form.NAME_AND_ROLE:
        role = candidate.printed.partition(",")[2].casefold().replace(".", " ").split()
        name = _before_comma(candidate).split()
        has_role = any(word.strip(",") in words.TITLES | words.ASKING_ROLES for word in role)
        return replace(label, is_known=has_role or len(name) > 1)
    if label.form is Form.NAME:
        is_known = style.has_names or style.seen[label.key] > 1 or knows(label.key)
        return replace(label, is_known=is_known or surname_of(label.key) in style.surnames)
    if label.form is Form.WORD:
        is_known = label.key in style.surnames or knows(label.key)
        return replace(label, is_known=is_known) if is_known or candidate.mark == ":" else None
    if (candidate.mark == ":" or " " in label.key) and len(candidate.printed.split()) <= _UNKNOWN_WORDS_MAX:
        return replace(label, is_known=False)
    return None


def _mixed_name(label: Label, style: Style, knows: Knows) -> Label | None:
    if label.candidate.mark != ":":
        return None
    if label.form is Form.NAME_AND_ROLE:
        return label if knows(_before_comma(label.candidate)) else None
    if label.form is Form.NAME:
        is_usual = not style.is_capitals and style.seen[label.key] > 1
        return replace(label, is_known=is_usual or (knows(label.key) and not style.is_capitals))
    if label.form is Form.WORD and not style.is_capitals:
        is_somebody = label.key in style.surnames or knows(label.key)
        return label if is_somebody and style.seen[label.key] > 1 else None
    return None
