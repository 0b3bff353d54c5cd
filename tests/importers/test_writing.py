import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.briefing.model import GroundRule, Kind, Rule, SourceKind, Status
from bot.briefing.speakers import Register, Role, Speaker
from bot.errors import KnowledgeError
from bot.importers.model import Draft, DraftTurn, Extract
from bot.importers.writing import Origin, is_untouched, read_back, yaml_of
from bot.store.files import write_whole

ORIGIN = Origin("0" * 64, date(2030, 5, 15))
OKORO = Speaker("vesna-okoro", "Vesna Okoro", labels=("MS. OKORO",), roles=(Role("Spokesperson"),))

# What a knowledge file may hold: no control characters, no surrogates, no bidi overrides.
_FORBIDDEN = "".join(map(chr, [*range(9), 11, 12, *range(13, 32), 127, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]))
TEXTS = (
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters=_FORBIDDEN), min_size=1)
    .map(str.strip)
    .filter(bool)
)
HARD = st.lists(st.sampled_from([*"\n\n\t #:-'\"\\|>[]{}&*!%@`,?~", " ", "\x85", "\u2028", "\ufeff", "null", "word ", "Yes.", "  "])).map(
    lambda parts: "".join(parts).strip()
).filter(bool)  # fmt: skip


def draft_with(*turns: DraftTurn, **fields: object) -> Draft:
    told: dict[str, object] = {
        "id": "tides", "title": "Tide Briefing", "held_on": date(2030, 5, 14), "publisher": "Tide House",
        "kind": SourceKind.TRANSCRIPT, "status": Status.OFFICIAL,
    }  # fmt: skip
    return Draft(Extract("", "x"), turns, **(told | fields))  # type: ignore[arg-type]


def speech(text: str, **fields: object) -> DraftTurn:
    return DraftTurn(Kind.SPEECH, text, 0, len(text), **fields)  # type: ignore[arg-type]


@given(st.lists(TEXTS | HARD, min_size=1, max_size=4))
def test_every_text_comes_back_to_the_last_character(texts: list[str]) -> None:
    text = yaml_of(draft_with(*map(speech, texts)), ORIGIN, Register())

    assert [turn.text for turn in read_back(text, "x.yaml", Register()).turns] == texts


def test_what_people_read_stands_there_as_they_would_write_it() -> None:
    turns = (
        speech("Good morning. The gauges are new.", printed="MS. OKORO"),
        speech("First of all: no.\n\nAnd then, yes.", printed="MS. OKORO"),
    )
    text = yaml_of(draft_with(*turns), ORIGIN, Register())

    assert "  - speech: Good morning. The gauges are new.\n    printed: MS. OKORO\n" in text
    assert "  - speech: |-\n      First of all: no.\n\n      And then, yes.\n    printed: MS. OKORO\n" in text


def test_everything_a_draft_says_is_read_back() -> None:
    rule = GroundRule(Rule.ON_BACKGROUND, "a tide official", "This is on background, from a tide official.")
    draft = draft_with(
        speech("We hope.", printed="OFFICIAL", number=4, ground_rule=rule, marks=("[Laughter.]",), note="Check: tape"),
        DraftTurn(Kind.QUESTION, "When?", 0, 5, "Q", number=9),
        started_at="14:05", time_zone="Europe/Lisbon", venue="Tide House: Hall 2", url="https://tides.example/1#a",
        embargo="2030-05-14T18:00+01:00",
    )  # fmt: skip
    briefing = read_back(yaml_of(draft, Origin("a" * 64, date(2030, 5, 15), 3), Register()), "x.yaml", Register())

    assert (briefing.id, briefing.title, briefing.held_on) == ("tides", "Tide Briefing", date(2030, 5, 14))
    assert (briefing.venue, briefing.time_zone) == ("Tide House: Hall 2", "Europe/Lisbon")
    assert briefing.started_at is not None
    assert briefing.embargo is not None
    assert (briefing.source.version, briefing.source.sha256, briefing.source.url) == (3, "a" * 64, draft.url)
    assert [turn.number for turn in briefing.turns] == [4, 9]
    assert briefing.turns[0].ground_rule == rule
    assert (briefing.turns[0].marks, briefing.turns[0].note) == (("[Laughter.]",), "Check: tape")


def test_a_speaker_is_written_only_where_the_label_does_not_say_who() -> None:
    register = Register((OKORO,))
    turns = (
        speech("One.", printed="MS. OKORO", speaker="vesna-okoro"),
        speech("Two.", printed="OKORRO", speaker="vesna-okoro"),
    )
    briefing = read_back(yaml_of(draft_with(*turns), ORIGIN, register), "x.yaml", register)

    assert [turn.by for turn in briefing.turns] == [None, "vesna-okoro"]


def test_a_partial_quotation_keeps_its_sentence() -> None:
    text = "It would follow “in good time”, she said."
    turn = DraftTurn(Kind.SPEECH, "in good time", 17, 29, partial=True, sentence_start=0, sentence_end=len(text))
    draft = Draft(Extract(text, "x"), (turn,), id="t", title="T", held_on=date(2030, 5, 14), publisher="G", kind=SourceKind.ARTICLE, status=Status.AS_QUOTED)  # fmt: skip

    assert read_back(yaml_of(draft, ORIGIN, Register()), "x.yaml", Register()).turns[0].sentence == text


def test_the_seal_breaks_with_any_edit() -> None:
    data = yaml_of(draft_with(speech("We do.")), ORIGIN, Register()).encode()

    assert is_untouched(data)
    assert not is_untouched(data.replace(b"We do.", b"We did."))
    assert not is_untouched(data + b"\n")
    assert not is_untouched(b"title: by hand\n")


def test_what_the_folder_would_refuse_is_refused() -> None:
    with pytest.raises(KnowledgeError, match="held_on"):
        read_back(yaml_of(draft_with(speech("We do."), held_on=None), ORIGIN, Register()), "x.yaml", Register())


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "2030" / "tides.yaml"
    write_whole(path, b"old")
    (tmp_path / "taken").mkdir()
    with pytest.raises(OSError, match=r"."):
        write_whole(tmp_path / "taken", b"new")

    assert path.read_bytes() == b"old"
    assert sorted(file.name for file in tmp_path.rglob("*")) == ["2030", "taken", "tides.yaml"]


def test_who_may_read_a_new_file_is_for_the_umask_to_say_and_stays_so(tmp_path: Path) -> None:
    path = tmp_path / "embargoed.yaml"
    before = os.umask(0o077)
    try:
        write_whole(path, b"old")
        assert path.stat().st_mode & 0o777 == 0o600
    finally:
        os.umask(before)
    write_whole(path, b"new")
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"new", 0o600)
