"""Ground rules as the document states them, for all of it and for single turns."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.briefing.model import GroundRule, Kind, Rule
from bot.briefing.speakers import fold_label
from bot.importers.model import Doubt, DraftTurn
from bot.importers.transcripts.labels.forms import is_anonymous
from bot.importers.transcripts.terms.opening import Said

DEFAULT_ATTRIBUTION: Final = "an official speaking on background"

_THIS = (
    r"(?:this|today[’']?s|the(?:se)?|our|entire|following|full|remainder|rest)\s+(?:[\w-]+\s+){0,3}?"
    r"(?:call|briefing|session|conversation|discussion|teleconference|portion|gaggle|section|preview|contents?|remarks|"
    r"information|background|speakers?|briefers?|q\s?&\s?a|questions?|period)"
)
_ABOUT_THIS = re.compile(
    rf"\b{_THIS}\b|\bwe\b|\bwe[’']|\bi[’']d (?:like|ask)|\byou (?:can|may|should)\b|\bground rules?\b|\bit(?:[’']s| is| will)\b"
    r"|\bthis (?:is|will|won[’']t)\b|\bwill be on background\b|\ball (?:of )?(?:this|on)\b|\bwith that\b|\battribut",
    re.IGNORECASE,
)
_BACKGROUND = re.compile(
    r"\b(?:on|for)[\s-](?:a\s+)?background\b(?!\s+(?:info|check|noise|on\b))|\bbackground (?:purposes|rules)\b"
    r"|\b(?:this|today[’']?s|tonight[’']?s|our|the|(?:this|it) (?:is|will be) a|join\w* (?:us )?(?:on|for) an?)\s(?:\w+\s){0,2}"
    r"background (?:press )?(?:call|briefing|session)\b(?! earlier| yesterday| later)",
    re.IGNORECASE,
)
_OFFICIAL = r"(?:[A-Z]\.[A-Z]\.\s|[\w’'-]+\s){0,5}officials?"
_ATTRIBUTABLE = re.compile(
    rf"\b(?:attribut(?:e|ed|able|ion)\b[^.?!]{{0,60}}?\b(?:to|as|is|for|be)|referred to as|refer to (?:me|us|them|him|her) as|identified as|background\W{{0,3}}(?:as|to)|sourced to)"
    rf"\s+(?:simply\s+|only\s+)?(?P<article>an?\s+)?[“\"‘]?(?P<who>(?:an?\s+)?{_OFFICIAL})",
    re.IGNORECASE,
)
_DEEP = re.compile(r"\bdeep background\b", re.IGNORECASE)
_OFF = re.compile(r"\boff[\s-]the[\s-]record\b", re.IGNORECASE)
_RECORD = re.compile(r"\bon[\s-]the[\s-]record\b", re.IGNORECASE)
_NOT = re.compile(
    r"\b(?:not|no longer|never|isn[’']t|won[’']t|without|rather than|instead of|earlier|yesterday|later|last|previous|next|"
    r"another|separate|subsequent|unless)\b[^.,;—]{0,30}$",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"\b(?:on[\s-])?background (?:press )?(?:call|briefing|conference|teleconference|gaggle)\b", re.IGNORECASE
)
_TITLE_OFFICIAL = re.compile(r"\bsenior (?:\w+ ){1,3}officials?\b", re.IGNORECASE)
_NOT_FOR_USE = re.compile(
    r"\bnot for (?:your |any )?(?:reporting|attribution|publication|use)\b|\bfor your (?:own |situational )?awareness\b[^.]{0,40}\bonly\b"
    r"|\b(?:go|going|went|is|again,|strictly) off the record\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Agreed:
    """The rule in force, and the sentence that says so.

    Attributes:
        is_mixed: A part of the call is on the record all the same.
    """

    rule: GroundRule
    is_mixed: bool = False
    is_on_record_by_title: bool = False


def agreed_rule(title: str | None, sentences: Sequence[Said]) -> Agreed | None:
    """The rule the document states for all of it; None where it states none."""
    stated = [(found, said) for said in sentences if (found := _rule_in(said.text)) is not None]
    is_on_record = any(_says_record(said.text) for said in sentences)
    if not stated:
        if title and _TITLE.search(title) and not _RECORD.search(title):
            return Agreed(GroundRule(Rule.ON_BACKGROUND, _titled(title) or DEFAULT_ATTRIBUTION))
        return None
    rule, said = min(stated, key=lambda pair: (-_severity(pair[0]), pair[1].start))
    named = [who for _, other in stated if (who := _attribution_in(other.text))]
    attributed = next((other.text for _, other in stated if _attribution_in(other.text)), said.text)
    sentence = (attributed if rule is Rule.ON_BACKGROUND else said.text).strip()
    attribution = (named[0] if named else _titled(title or "")) or DEFAULT_ATTRIBUTION
    is_mixed = rule is Rule.ON_BACKGROUND and is_on_record
    return Agreed(
        GroundRule(rule, attribution if rule is Rule.ON_BACKGROUND else None, sentence),
        is_mixed,
        bool(_RECORD.search(title or "")),
    )


def apply_rules(
    agreed: Agreed | None, turns: Sequence[DraftTurn]
) -> tuple[GroundRule | None, tuple[DraftTurn, ...], list[Doubt]]:
    """The document's rule, and its turns with the rules that differ from it.

    A label without a name is on background wherever it stands. Where one part is
    on the record and another is not, labels without a name tell the parts apart;
    where there are none, everything after the first question is on background.
    """
    hidden = [turn for turn in turns if _is_hidden(turn)]
    if agreed is not None and agreed.is_on_record_by_title and not hidden:
        says = "the title says that it is on the record, but it opens with"
        return None, tuple(turns), [Doubt(0, f"{says}: {agreed.rule.sentence}")]
    if agreed is not None and agreed.rule.attribution == DEFAULT_ATTRIBUTION and hidden:
        agreed = replace(agreed, rule=replace(agreed.rule, attribution=label_attribution(hidden[0].printed or "")))
    whole = agreed.rule if agreed is not None and not agreed.is_mixed else None
    if whole is None and hidden and len(hidden) == sum(turn.kind is Kind.SPEECH for turn in turns):
        whole = agreed.rule if agreed else GroundRule(Rule.ON_BACKGROUND, label_attribution(hidden[0].printed or ""))
    if agreed is None or not agreed.is_mixed or whole is not None:
        return whole, tuple(_with_rule(turn, whole, agreed) for turn in turns), []
    asked = next((n for n, turn in enumerate(turns) if turn.kind is Kind.QUESTION), len(turns))
    marked = tuple(
        replace(turn, ground_rule=agreed.rule)
        if not hidden and position > asked and turn.kind is Kind.SPEECH
        else _with_rule(turn, None, agreed)
        for position, turn in enumerate(turns)
    )
    says = "part of it is on the record and part on background; check to which each turn belongs"
    return None, marked, [Doubt(0, f"{says}: {agreed.rule.sentence}")]


def label_attribution(printed: str) -> str:
    """How to attribute words under a label without a name: ``a senior administration official``."""
    kept = {"nsc", "fbi", "dhs", "dod", "faa", "cia", "epa", "omb", "usda", "usaid", "nasa", "irs", "cdc"}
    named = {
        "state department",
        "white house",
        "defense department",
        "treasury department",
        "united states",
        "u s",
        "european union",
    }
    parts = fold_label(printed).split()
    while parts and parts[-1] not in ("official", "officials"):
        parts.pop()
    text = " ".join(part.upper() if part in kept else part for part in parts)
    for name in named:
        text = text.replace(name, "U.S." if name == "u s" else name.title())
    if text.endswith("officials"):
        text = text[:-1]
    article = "an" if text[:1].lower() in "aeio" or text.startswith(("NSC", "FBI", "FAA")) else "a"
    return f"{article} {text}"


def _is_hidden(turn: DraftTurn) -> bool:
    return turn.kind is Kind.SPEECH and is_anonymous(fold_label(turn.printed or ""))


def _with_rule(turn: DraftTurn, whole: GroundRule | None, agreed: Agreed | None) -> DraftTurn:
    """The turn with its own rule, where its label names nobody and the whole's rule does not say the same."""
    if whole is not None and turn.kind is Kind.SPEECH and _NOT_FOR_USE.search(turn.text):
        return replace(turn, ground_rule=GroundRule(Rule.OFF_THE_RECORD))
    if not _is_hidden(turn):
        return turn
    attribution = label_attribution(turn.printed or "")
    if whole is not None and not (whole.rule is Rule.ON_BACKGROUND and _differs(whole.attribution, attribution)):
        return turn
    sentence = agreed.rule.sentence if agreed is not None else None
    return replace(turn, ground_rule=GroundRule(Rule.ON_BACKGROUND, attribution, sentence))


def _differs(one: str | None, other: str) -> bool:
    """Whether two attributions name different sorts of officials."""
    bare = [
        " ".join(w.rstrip("s") for w in fold_label(text or "").split() if w not in ("a", "an")) for text in (one, other)
    ]
    return bare[0] != bare[1] and one != DEFAULT_ATTRIBUTION


def _severity(rule: Rule) -> int:
    return (Rule.ON_THE_RECORD, Rule.ON_BACKGROUND, Rule.DEEP_BACKGROUND, Rule.OFF_THE_RECORD).index(rule)


def _rule_in(text: str) -> Rule | None:
    """The rule a sentence agrees on for this event; None if it only speaks of one."""
    if not _ABOUT_THIS.search(text):
        return None
    for pattern, rule in ((_OFF, Rule.OFF_THE_RECORD), (_DEEP, Rule.DEEP_BACKGROUND)):
        found = pattern.search(text)
        if found and not _NOT.search(text[: found.start()]) and _is_statement(text):
            return rule
    found = _BACKGROUND.search(text)
    if found and not _NOT.search(text[: found.start()]):
        return Rule.ON_BACKGROUND
    return Rule.ON_BACKGROUND if _ATTRIBUTABLE.search(text) else None


def _is_statement(text: str) -> bool:
    return (
        not text.rstrip('”" ').endswith("?")
        and re.search(rf"\b{_THIS}\b[^.]{{0,40}}\b(?:is|are|will be|to be|be)\b", text, re.IGNORECASE) is not None
    )


def _says_record(text: str) -> bool:
    found = _RECORD.search(text)
    return found is not None and _ABOUT_THIS.search(text) is not None and not _NOT.search(text[: found.start()])


def _titled(title: str) -> str | None:
    found = _TITLE_OFFICIAL.search(title)
    return label_attribution(found.group()) if found else None


def _attribution_in(text: str) -> str | None:
    found = _ATTRIBUTABLE.search(text)
    return " ".join(f"{found['article'] or ''} {found['who']}".split()) if found is not None else None
