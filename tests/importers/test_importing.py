import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.briefing.model import GroundRule, Kind, Rule, Status
from bot.importers.importing import State
from bot.importers.model import Draft, DraftTurn, Extract
from bot.importers.settling.terms import UNCERTAIN_TIME, with_embargo
from bot.importers.settling.wishes import LabelUse, Wishes
from bot.importers.writing import is_untouched
from bot.store.load import read_knowledge
from tests.importers.documents import PAGE, WISHES, bring, importer_into, reviewed

LATER = date(2030, 6, 1)
ID = "2030-05-14-weekly-briefing"


def files(folder: Path) -> list[str]:
    return sorted(str(file.relative_to(folder)) for file in folder.rglob("*.yaml"))


def test_a_transcript_becomes_one_file_of_its_year_that_loads(tmp_path: Path) -> None:
    found = bring(importer_into(tmp_path), PAGE)
    briefing = read_knowledge(tmp_path).briefings[ID]

    assert found.state is State.NEW
    assert files(tmp_path) == [f"2030/{ID}.yaml"]
    assert [(turn.kind, turn.printed) for turn in briefing.turns][:2] == [
        (Kind.SPEECH, "MS. OKORO"),
        (Kind.QUESTION, "Q"),
    ]
    assert briefing.source.sha256 == found.digest
    assert is_untouched((tmp_path / f"2030/{ID}.yaml").read_bytes())


def test_the_same_document_again_changes_nothing(tmp_path: Path) -> None:
    bring(importer_into(tmp_path), PAGE)
    before = (tmp_path / f"2030/{ID}.yaml").read_bytes()

    assert bring(importer_into(tmp_path, LATER), PAGE).state is State.UNCHANGED
    assert (tmp_path / f"2030/{ID}.yaml").read_bytes() == before


def test_a_changed_document_is_a_new_version_and_the_earlier_one_is_kept_with_its_date(tmp_path: Path) -> None:
    bring(importer_into(tmp_path), PAGE)
    before = (tmp_path / f"2030/{ID}.yaml").read_bytes()
    found = bring(importer_into(tmp_path, LATER), PAGE.replace("if the ice allows it", "ice or no ice"))
    source = read_knowledge(tmp_path).briefings[ID].source

    assert (found.state, found.version) == (State.CHANGED, 2)
    assert (source.version, source.retrieved) == (2, LATER)
    assert (tmp_path / f".versions/{ID}/1.yaml").read_bytes() == before
    assert found.changes is not None
    assert [change.pieces[1:] for change in found.changes.turns] == [
        (("-", "if the"), ("=", "ice"), ("-", "allows it."), ("+", "or no ice."))
    ]
    assert [old.split("~")[0] for old in found.changes.changed] == [f"{ID}#5:0-92"]


def test_a_change_outside_the_turns_is_a_new_version_too(tmp_path: Path) -> None:
    importer = importer_into(tmp_path)
    bring(importer, PAGE)
    found = bring(importer, PAGE.replace("Harbour House, Eastport", "Tide House, Westport"))

    assert found.state is State.CHANGED
    assert found.changes is not None
    assert not found.changes.turns
    assert [words for piece in found.changes.around for sign, words in piece if sign == "+"] == ["Tide", "Westport"]


def test_other_white_space_around_the_words_is_no_new_version(tmp_path: Path) -> None:
    importer = importer_into(tmp_path)
    bring(importer, PAGE)

    assert bring(importer, PAGE + "\n\n").state is State.UNCHANGED


def test_an_address_behind_words_in_markdown_that_changes_is_a_new_version(tmp_path: Path) -> None:
    importer, page = (
        importer_into(tmp_path),
        "# Weekly\n\n" + PAGE.replace("gauges at", "[gauges](https://tides.example/old) at"),
    )
    bring(importer, page, name="page.md")
    found = bring(importer, page.replace("example/old", "example/new"), name="page.md")

    assert found.state is State.CHANGED
    assert found.changes is not None
    assert [(sign, words) for pieces in found.changes.around for sign, words in pieces if sign != "="] == [
        ("-", "[gauges](https://tides.example/old)"),
        ("+", "[gauges](https://tides.example/new)"),
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("The **new** gauges", "The new gauges"),
        ("The <u>new</u> gauges", "The new gauges"),
        ('<img src="https://tides.example/old.gif">', '<img src="https://tides.example/new.gif">'),
    ],
)
def test_emphasis_and_pictures_in_markdown_that_change_are_a_new_version(
    tmp_path: Path, before: str, after: str
) -> None:
    importer, page = importer_into(tmp_path), f"# Weekly\n\n{PAGE}\n\n{before} are here.\n"
    bring(importer, page, name="page.md")
    found = bring(importer, page.replace(before, after), name="page.md")

    assert found.state is State.CHANGED
    assert found.changes is not None
    assert not found.changes.turns
    assert {sign for pieces in found.changes.around for sign, _ in pieces} >= {"-", "+"}


def test_words_in_which_somebody_on_background_says_the_own_name_are_kept_and_never_shown(tmp_path: Path) -> None:
    page = (
        "Background Call on Gauges\n\nMS. OKORO: Good evening. I am Vesna Okoro of the ministry. This call is on background, "
        "attributable to a tide official.\n\nMS. OKORO: The gauges will be read twice a day.\n"
    )
    found = bring(importer_into(tmp_path), page)
    briefing = read_knowledge(tmp_path).briefings[found.draft.id or ""]

    assert found.state is State.NEW
    assert [briefing.rule_for(turn).rule for turn in briefing.turns] == [Rule.OFF_THE_RECORD, Rule.ON_BACKGROUND]
    assert any("says the own name" in doubt.says for doubt in found.draft.doubts)


REMARKS = (
    "Tide House\n\n"
    + "The harbour is calm today, and so are we, since every gauge of it is new and every one of them is ours.\n\n" * 3
)


def test_remarks_without_a_label_are_the_persons_whom_the_title_names_once_accepted(tmp_path: Path) -> None:
    wishes = replace(WISHES, title="Remarks as Prepared for Delivery by Spokesperson Vesna Okoro at the Tide Ball")
    asked = bring(importer_into(tmp_path), REMARKS, wishes)
    (line,) = [doubt.line for doubt in asked.draft.doubts if doubt.is_open]
    given = bring(importer_into(tmp_path), REMARKS, replace(wishes, accepted=frozenset({line})))

    assert (asked.state, given.state) == (State.OPEN, State.NEW)
    assert [(turn.name, turn.text[:11]) for turn in given.draft.turns] == [("Vesna Okoro", "The harbour")]
    assert given.draft.status is Status.AS_PREPARED


def test_remarks_that_those_who_keep_the_record_publish_ask_nothing_where_the_title_names_one_person(
    tmp_path: Path,
) -> None:
    title = "Remarks by Spokesperson Vesna Okoro Announcing New Gauges"
    house = replace(WISHES, title=title, publisher=None, url="https://www.un.org/tides")
    of_two = replace(house, title="Remarks by Vesna Okoro, Tariq Lindqvist and Others on Gauges")
    unknown = replace(house, title="Remarks by Tariq Lindqvist on Gauges")

    assert bring(importer_into(tmp_path), REMARKS, house).state is State.NEW
    assert bring(importer_into(tmp_path / "two"), REMARKS, of_two).state is State.OPEN
    assert bring(importer_into(tmp_path / "unknown"), REMARKS, unknown).state is State.OPEN


def test_a_title_that_names_nobody_gives_unlabelled_words_to_nobody(tmp_path: Path) -> None:
    found = bring(
        importer_into(tmp_path), REMARKS, replace(WISHES, title="Remarks on the harbour by those who know it")
    )

    assert not found.draft.turns


def test_whom_the_title_names_is_on_the_record_beside_an_official_on_background(tmp_path: Path) -> None:
    page = (
        "Press Call by Vesna Okoro and a Senior Tide Official\n\nMS. OKORO: I speak on the record, and then the questions and "
        "answers will be on background, attributable to a senior tide official.\n\nSENIOR TIDE OFFICIAL: We had hoped for April.\n"
    )
    wishes = replace(WISHES, title="Press Call by Vesna Okoro and a Senior Tide Official")
    found = bring(importer_into(tmp_path), page, wishes)
    rules = {turn.printed: (turn.ground_rule or found.draft.ground_rule) for turn in found.draft.turns}

    assert found.state is State.NEW, found.says
    assert {label: rule.rule if rule else Rule.ON_THE_RECORD for label, rule in rules.items()} == {
        "MS. OKORO": Rule.ON_THE_RECORD,
        "SENIOR TIDE OFFICIAL": Rule.ON_BACKGROUND,
    }


@pytest.mark.parametrize("text", ["5 o'clock tomorrow morning", "2030-05-14T18:00"])
def test_an_embargo_without_a_certain_moment_stays_until_an_editor_writes_one(text: str) -> None:
    draft = with_embargo(Draft(Extract("", "x"), (), embargo=text))

    assert draft.embargo == UNCERTAIN_TIME
    assert any(text in doubt.says for doubt in draft.doubts)


@pytest.mark.parametrize(
    ("text", "zone", "until"),
    [
        ("the end of the call", "America/New_York", "2030-05-15T00:00-04:00"),
        ("The conclusion of this press call", None, "2030-05-15T00:00-12:00"),
        ("the call’s conclusion", "Europe/London", "2030-05-15T00:00+01:00"),
        ("its conclusion", None, "2030-05-15T00:00-12:00"),
        ("the call has concluded", None, "2030-05-15T00:00-12:00"),
    ],
)
def test_an_embargo_until_the_call_is_over_ends_with_its_day(text: str, zone: str | None, until: str) -> None:
    draft = with_embargo(Draft(Extract("", "x"), (), held_on=date(2030, 5, 14), time_zone=zone, embargo=text))
    assert draft.embargo == until
    assert until in draft.doubts[0].says


@pytest.mark.parametrize(
    "text",
    ["the end of the pool spray", "the call on Friday", "the conclusion of the minister's call with the harbour"],
)
def test_the_end_of_something_else_is_for_somebody_to_confirm(text: str) -> None:
    assert with_embargo(Draft(Extract("", "x"), (), held_on=date(2030, 5, 14), embargo=text)).embargo == text


@pytest.mark.parametrize(("said", "is_lifted"), [("Thanks. The embargo is lifted.", True), ("Thanks.", False)])
def test_an_embargo_that_waits_for_an_event_says_that_somebody_has_to_release_it(said: str, is_lifted: bool) -> None:
    turn = DraftTurn(Kind.SPEECH, said, 0, len(said))
    draft = with_embargo(Draft(Extract(said, "x"), (turn,), embargo="the vote"))
    assert draft.embargo == "the vote"
    (doubt,) = draft.doubts
    assert "until somebody releases it" in doubt.says
    assert ("lifted" in doubt.says) == is_lifted
    assert not doubt.is_open


def test_an_earlier_version_again_does_not_take_the_place_of_the_later_one(tmp_path: Path) -> None:
    importer = importer_into(tmp_path)
    bring(importer, PAGE)
    bring(importer, PAGE.replace("gladly", "in full"))
    again = bring(importer, PAGE)

    assert again.state is State.UNCHANGED
    assert "version 1" in again.says
    assert "in full" in (tmp_path / f"2030/{ID}.yaml").read_text(encoding="utf-8")


def test_a_file_edited_by_hand_is_overwritten_only_when_told_to(tmp_path: Path) -> None:
    bring(importer_into(tmp_path), PAGE)
    file = tmp_path / f"2030/{ID}.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("title: Weekly", "title: Our Weekly"), encoding="utf-8")
    edited, changed = file.read_bytes(), PAGE.replace("gladly", "in full")

    assert bring(importer_into(tmp_path), PAGE).state is State.UNCHANGED
    assert bring(importer_into(tmp_path), changed).state is State.EDITED
    assert file.read_bytes() == edited
    assert bring(importer_into(tmp_path), changed, replace(WISHES, replace=True)).state is State.CHANGED
    assert (tmp_path / f".versions/{ID}/1.yaml").read_bytes() == edited


@pytest.mark.parametrize("again", [{"held_on": date(2030, 5, 16)}, {"title": "Tide Gauges"}])
def test_the_same_words_under_another_day_or_title_are_reported_and_held_back(
    tmp_path: Path, again: dict[str, object]
) -> None:
    importer = importer_into(tmp_path)
    bring(importer, PAGE)
    found = bring(importer, PAGE.replace("gladly", "with joy"), replace(WISHES, **again))  # type: ignore[arg-type]

    assert found.state is State.DUPLICATE
    assert [known.id for _, known in found.duplicates] == [ID]
    assert any("the same words" in doubt.says for doubt in found.draft.doubts)
    assert files(tmp_path) == [f"2030/{ID}.yaml"]


def test_duplicates_are_written_when_told_to(tmp_path: Path) -> None:
    importer = importer_into(tmp_path)
    bring(importer, PAGE)

    assert bring(importer, PAGE, replace(WISHES, title="Gauges", duplicates=True)).state is State.NEW
    assert len(read_knowledge(tmp_path).briefings) == 2


def test_another_briefing_of_the_same_day_and_title_gets_a_number(tmp_path: Path) -> None:
    importer = importer_into(tmp_path)
    bring(importer, PAGE)
    other = "MS. OKORO: The dredger sails on Monday with a crew of nine and a cook.\n\nQ    Is the cook any good at all?\n\nMS. OKORO: He is the best cook that the fleet has had in years, they say.\n"

    assert bring(importer, other).path == f"2030/{ID}-2.yaml"
    assert bring(importer, other).state is State.UNCHANGED


def test_a_document_from_the_same_address_is_the_same_document_whatever_its_title(tmp_path: Path) -> None:
    importer, url = importer_into(tmp_path), "https://tides.example/1"
    bring(importer, PAGE, replace(WISHES, url=url))
    found = bring(
        importer, PAGE.replace("gladly", "in full"), replace(WISHES, url=url, title="Corrected: Weekly Briefing")
    )

    assert (found.state, found.draft.id) == (State.CHANGED, ID)


def test_an_unknown_label_keeps_the_briefing_out_until_somebody_settles_it(tmp_path: Path) -> None:
    importer = importer_into(tmp_path)
    page = PAGE.replace("Q    And when", "Visitor Umbra: Nobody asked me, but the pier is rotten.\n\nQ    And when")
    found = bring(importer, page)

    assert found.state is State.OPEN
    assert not files(tmp_path)
    settled = bring(importer, page, replace(WISHES, labels={"Visitor Umbra": LabelUse.QUESTION}))
    assert settled.state is State.NEW
    assert [t.text for t in settled.draft.turns if t.printed == "Visitor Umbra"] == [
        "Nobody asked me, but the pier is rotten."
    ]


def test_words_of_nobody_are_left_out_when_told_to(tmp_path: Path) -> None:
    page = PAGE.replace("Q    And when", "Visitor Umbra: Nobody asked me.\n\nQ    And when")
    found = bring(importer_into(tmp_path), page, replace(WISHES, leave_out=True))

    assert found.state is State.NEW
    assert not any("Nobody asked me" in turn.text for turn in found.draft.turns)


def test_a_label_is_given_to_a_person_of_the_register(tmp_path: Path) -> None:
    page = PAGE.replace("MS. OKORO:", "SPOKESPERSON:")
    bring(importer_into(tmp_path), page, replace(WISHES, speakers={"SPOKESPERSON": "vesna-okoro"}))
    (tmp_path / "speakers.yaml").write_text("- {id: vesna-okoro, name: Vesna Okoro}\n", encoding="utf-8")

    turns = read_knowledge(tmp_path).briefings[ID].turns
    assert {turn.by for turn in turns if turn.kind is Kind.SPEECH} == {"vesna-okoro"}


@pytest.mark.parametrize("missing", ["held_on", "publisher"])
def test_what_the_document_does_not_say_is_asked_for(tmp_path: Path, missing: str) -> None:
    page = "MS. OKORO: The dredger sails on Monday.\n\nQ    Why Monday?\n\nMS. OKORO: The tide.\n"
    found = bring(importer_into(tmp_path), page, replace(WISHES, **{missing: None}))  # type: ignore[arg-type]

    assert found.state is State.OPEN
    assert any(f"--{missing.replace('_', '-')}" in doubt.says for doubt in found.draft.doubts if doubt.is_open)


def test_ground_rule_and_embargo_of_the_user_are_written(tmp_path: Path) -> None:
    rule = GroundRule(Rule.ON_BACKGROUND, "a tide official")
    page = PAGE.replace("MS. OKORO", "SENIOR TIDE OFFICIAL")
    bring(importer_into(tmp_path), page, replace(WISHES, ground_rule=rule, embargo="until the gauges are blessed"))
    briefing = read_knowledge(tmp_path).briefings[ID]

    assert briefing.ground_rule == rule
    assert briefing.embargo is not None
    assert briefing.embargo.event == "until the gauges are blessed"


def test_nobody_is_named_on_background_though_the_register_knows_the_label(tmp_path: Path) -> None:
    wishes = replace(WISHES, ground_rule=GroundRule(Rule.ON_BACKGROUND, "a tide official"))
    found = bring(importer_into(tmp_path), PAGE, wishes)

    assert {turn.name for turn in found.draft.turns} == {None}


def dump(*ids: str, text: str = "The gauges are new and the harbour is calm today") -> bytes:
    rows = [
        {"briefing_id": one, "date": "2030-05-14", "venue": "Tide House / Hall", "turn": 3, "speaker": "MS. OKORO", "is_question": False, "text": f"{text} {one}, twice over."}
        for one in ids
    ]  # fmt: skip
    return "".join(f"{json.dumps(row)}\n" for row in rows).encode()


def test_a_dump_becomes_one_file_a_briefing_under_its_own_ids(tmp_path: Path) -> None:
    found = reviewed(importer_into(tmp_path), dump("tides-1", "tides 2"), Wishes(), "turns.jsonl")

    assert [one.state for one in found] == [State.NEW, State.NEW]
    assert files(tmp_path) == ["2030/tides-1.yaml", "2030/tides-2.yaml"]
    assert read_knowledge(tmp_path).briefings["tides-1"].turns[0].number == 3


def test_a_newer_dump_changes_only_what_is_new_in_it(tmp_path: Path) -> None:
    reviewed(importer_into(tmp_path), dump("tides-1", "tides-2"), Wishes(), "turns.jsonl")
    other = "A lighthouse without a keeper is no more than a candle, said the man who kept one"
    newer = (
        dump("tides-1")
        + dump("tides-2", text="The gauges are old and the harbour is calm today")
        + dump("tides-3", text=other)
    )
    found = reviewed(importer_into(tmp_path, LATER), newer, Wishes(), "turns.jsonl")

    assert [one.state for one in found] == [State.UNCHANGED, State.CHANGED, State.NEW]


def test_the_cache_of_what_is_known_may_be_lost_or_damaged(tmp_path: Path) -> None:
    importer = importer_into(tmp_path)
    bring(importer, PAGE)
    importer.known.keep()
    cache = tmp_path / ".import-cache.json"
    assert bring(importer_into(tmp_path), PAGE).state is State.UNCHANGED
    for damage in (b"", b"{}", b'{"version": 1, "files": {"x": {}}}', b'{"version": 1, "files": 5}'):
        cache.write_bytes(damage)
        assert bring(importer_into(tmp_path), PAGE).state is State.UNCHANGED


def test_what_was_settled_holds_when_the_same_document_comes_again(tmp_path: Path) -> None:
    page = PAGE.replace("Q    And when", "Visitor Umbra: The pier is rotten.\n\nQ    And when")
    rule, event = GroundRule(Rule.ON_BACKGROUND, "a tide official"), "until the gauges are blessed"
    settled = replace(WISHES, labels={"Visitor Umbra": LabelUse.SKIP}, embargo=event, ground_rule=rule)
    bring(importer_into(tmp_path), page, settled)
    before = (tmp_path / f"2030/{ID}.yaml").read_bytes()

    assert bring(importer_into(tmp_path, LATER), page, Wishes()).state is State.UNCHANGED
    assert (tmp_path / f"2030/{ID}.yaml").read_bytes() == before


def test_an_embargo_and_a_ground_rule_that_were_settled_hold_for_the_next_version_too(tmp_path: Path) -> None:
    rule, event = GroundRule(Rule.ON_BACKGROUND, "a tide official"), "until the gauges are blessed"
    bring(importer_into(tmp_path), PAGE, replace(WISHES, embargo=event, ground_rule=rule))
    found = bring(importer_into(tmp_path), PAGE.replace("gladly", "in full"), WISHES)
    briefing = read_knowledge(tmp_path).briefings[ID]

    assert found.state is State.CHANGED
    assert briefing.ground_rule == rule
    assert briefing.embargo is not None
    assert "in full" in briefing.turns[2].text


def test_what_is_settled_later_is_added_to_what_was_settled_before(tmp_path: Path) -> None:
    page = PAGE.replace("Q    And when", "VISITOR: The pier is rotten.\n\nQ    And when")
    bring(importer_into(tmp_path), page, replace(WISHES, labels={"VISITOR": LabelUse.QUESTION}))
    skipped = bring(importer_into(tmp_path), page, Wishes(labels={"Visitor": LabelUse.SKIP}))
    found = bring(importer_into(tmp_path), page, Wishes(embargo="until the gauges are blessed"))
    briefing = read_knowledge(tmp_path).briefings[ID]

    assert (skipped.state, found.state) == (State.CHANGED, State.UPDATED)
    assert not any("rotten" in turn.text for turn in briefing.turns)
    assert briefing.embargo is not None


def test_replacing_forgets_what_was_settled(tmp_path: Path) -> None:
    bring(importer_into(tmp_path), PAGE, replace(WISHES, embargo="until the gauges are blessed"))
    found = bring(importer_into(tmp_path), PAGE, replace(WISHES, replace=True))

    assert found.state is State.UPDATED
    assert read_knowledge(tmp_path).briefings[ID].embargo is None


def test_a_file_edited_by_hand_says_that_a_new_wish_was_not_followed(tmp_path: Path) -> None:
    bring(importer_into(tmp_path), PAGE)
    file = tmp_path / f"2030/{ID}.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("title: Weekly", "title: Our Weekly"), encoding="utf-8")

    assert bring(importer_into(tmp_path), PAGE, replace(WISHES, embargo="until noon comes")).state is State.EDITED


def test_a_day_that_was_given_is_taken_and_the_documents_own_is_told(tmp_path: Path) -> None:
    found = bring(importer_into(tmp_path), PAGE, replace(WISHES, held_on=date(2030, 5, 13)))

    assert found.draft.held_on == date(2030, 5, 13)
    assert [doubt.says for doubt in found.draft.doubts if "2030" in doubt.says] == [
        "the document says 2030-05-14; 2030-05-13 was taken, as it was given"
    ]


def test_one_labelled_line_is_a_transcript(tmp_path: Path) -> None:
    found = bring(importer_into(tmp_path), "MS. EXAMPLE: The ferry will run every day.\n")

    assert found.state is State.NEW
    assert [(turn.printed, turn.text) for turn in found.draft.turns] == [
        ("MS. EXAMPLE", "The ferry will run every day.")
    ]


def test_a_text_without_a_quotation_and_with_labels_is_asked_whose_they_are(tmp_path: Path) -> None:
    page = "Ferry Briefing\n\nUMBRA: The ferry will run every day.\n\nQ    Will it?\n\nTHE VOICE: It will.\n"
    found = bring(importer_into(tmp_path), page)

    assert found.state is State.OPEN
    assert "“THE VOICE”" in found.says
    assert "nothing to import" not in found.says
