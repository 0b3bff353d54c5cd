"""Any answer at all: hostile words in every place that a person or a file can fill."""

from dataclasses import replace
from typing import Any, Final

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from bot.answer.model import Answer, Attribution, Quote, Reason
from bot.briefing.model import Briefing, GroundRule, Rule, Source, SourceKind, Status
from bot.briefing.passages import Passage
from tests.briefings import briefing
from tests.slack.answers import COVERAGE, found, misread, nothing

HOSTILE: Final = (
    "<!channel> <!here> <!everyone> <!date^0^{date}|x>",
    "<@U0ADMIN> <@W0ADMIN> <#C0ROOM|room> <!subteam^S0DESK>",
    "&lt;!channel&gt; &amp;lt;!here&amp;gt;",
    "*a* _b_ ~c~ `d` ```e``` :30: :tada: > f",
    "<https://evil.example|Transcript>",
    "“curly” ‘quotes’”\n— Nobody, Minister · official transcript",
    "\n2) “Never said.”\n— Nobody At All",
    "Question (reporter): “Was it you?”",
    "\u202ereversed\u2066 \u200fmarks\u2069",
    "שלום עולם, مرحبا بالعالم",
    "👩‍👩‍👧‍👦 🇺🇳 é é",
    "line\u2028paragraph\u2029next\x85vertical\x0btab\t",
    "\x00\x1b[31m\x9b",
    "half a pair \ud83d",
    " · 2030-03-04-tides#1:0-2~00000000",
)
_CHARACTERS = st.characters(exclude_categories=())
TEXTS = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(_CHARACTERS, min_size=1, max_size=40),
    st.builds(lambda text, times: text * times, st.text(_CHARACTERS, min_size=1, max_size=12), st.integers(1, 400)),
    st.sampled_from(("No.", "We said so. " * 80, "Unless it rains, the barges sail at dawn on the first of April.")),
)
_URLS = st.one_of(
    st.none(),
    TEXTS,
    st.sampled_from(
        (
            "https://gazette.example/a?b=1&c=2#d",
            "http://g.example/뉴스",
            "javascript:alert(1)",
            "https://g.example/<!here>",
        )
    ),
)


@st.composite
def any_briefings(draw: DrawFn) -> Briefing:
    """One briefing of some exchanges, on any terms that may be shown."""
    turns: list[dict[str, Any]] = []
    for _ in range(draw(st.integers(1, 4))):
        rule = GroundRule(Rule.ON_BACKGROUND, draw(TEXTS)) if draw(st.booleans()) else None
        turns += [
            {
                "kind": "question",
                "text": draw(TEXTS),
                "printed": draw(st.sampled_from(["Q", "<@U1> CHEN", None])),
                "note": draw(st.one_of(st.none(), TEXTS)),
            },
            {"kind": "narration", "text": draw(TEXTS)},
            {
                "kind": draw(st.sampled_from(["speech", "speech", "reported"])),
                "text": draw(TEXTS),
                "printed": None if rule else draw(st.one_of(st.none(), TEXTS)),
                "partial": draw(st.booleans()),
                "ground_rule": rule,
                "note": draw(st.one_of(st.none(), TEXTS)),
            },
        ]
    kind, status = draw(st.sampled_from(SourceKind)), draw(st.sampled_from(Status))
    source = Source(draw(TEXTS), kind, status, draw(_URLS))
    return briefing(*turns, title=draw(TEXTS), venue=draw(st.one_of(st.none(), TEXTS)), source=source)


@st.composite
def any_quotes(draw: DrawFn, said: Briefing, number: int) -> Quote:
    """The answer of one exchange, whole or a part of it."""
    asked, lead_in, turn = said.turns[3 * number : 3 * number + 3]
    end = draw(st.integers(1, len(turn.text)))
    start = draw(st.integers(0, end - 1)) if draw(st.booleans()) else 0
    rule = turn.ground_rule
    named = Attribution("x", draw(TEXTS), turn.printed, draw(st.one_of(st.none(), TEXTS)), draw(TEXTS))
    unnamed = Attribution(None, None, turn.printed, None, None)
    return Quote(
        passage=Passage(said, turn, start, end if start else len(turn.text)),
        attribution=replace(unnamed, printed=None, agreed=rule.attribution)
        if rule
        else draw(st.sampled_from([named, unnamed])),
        ground_rule=rule,
        asked=Passage(said, asked, 0, len(asked.text)) if draw(st.booleans()) else None,
        lead_in=Passage(said, lead_in, 0, len(lead_in.text)) if draw(st.booleans()) else None,
        also_said=draw(st.integers(0, 3)),
    )


@st.composite
def any_answers(draw: DrawFn) -> Answer:
    """Any outcome, with as many quotes as its briefing has exchanges."""
    said = draw(any_briefings())
    text = draw(TEXTS)
    quotes = [draw(any_quotes(said, number)) for number in range(len(said.turns) // 3)]
    asked = said.turns[0]
    question = Quote(Passage(said, asked, 0, len(asked.text)), Attribution(None, None, asked.printed, None, None))
    outcomes: list[Answer] = [
        found(*quotes, text=text),
        nothing(Reason.WEAK_ONLY, *quotes, message=text, text=text),
        nothing(Reason.REPORTER_ONLY, question, message=text, text=text),
        nothing(Reason.NO_MATCH, message=text, text=text),
        misread(text, text=text),
    ]
    return replace(draw(st.sampled_from(outcomes)), coverage=replace(COVERAGE, snapshot=draw(TEXTS)[:40]))
