import pytest

from bot.briefing.model import SourceKind, Status
from bot.briefing.speakers import Register
from bot.importers.model import Draft, Extract
from bot.importers.publishers import is_newsroom, keeps_the_record, publisher_at, publisher_named
from bot.importers.settling.facts import settle
from bot.importers.settling.wishes import Wishes


def settled(publisher: str, status: Status | None = None, kind: SourceKind = SourceKind.TRANSCRIPT) -> Draft:
    draft = Draft(Extract("MS. OKORO: It leaks.", "a.txt"), (), kind=kind, status=status)
    return settle(draft, Wishes(publisher=publisher), Register())


@pytest.mark.parametrize(
    ("publisher", "status"),
    [("Harbour Gazette", Status.RUSH), ("CNN", Status.RUSH), ("U.S. Department of State", Status.OFFICIAL)],
)
def test_a_transcript_is_official_only_from_those_known_to_keep_the_record(publisher: str, status: Status) -> None:
    draft = settled(publisher)
    assert draft.status is status
    assert any("--status" in doubt.says for doubt in draft.doubts) == (status is Status.RUSH)


def test_a_status_that_the_document_states_is_kept_without_a_remark() -> None:
    draft = settled("Harbour Gazette", Status.OFFICIAL)
    assert draft.status is Status.OFFICIAL
    assert not any("--status" in doubt.says for doubt in draft.doubts)


def test_an_article_is_as_quoted_whoever_publishes_it() -> None:
    assert settled("The White House", kind=SourceKind.ARTICLE).status is Status.AS_QUOTED


def test_a_publisher_is_known_by_address_or_by_the_house_in_a_venue() -> None:
    assert publisher_at("https://www.state.gov/briefings/1") == "U.S. Department of State"
    assert publisher_at("https://notstate.gov/1") is None
    assert publisher_at(None) is None
    assert publisher_named("State Department / Press Room") == "U.S. Department of State"
    assert publisher_named("Ministry of Tides / Hall 3") == "Ministry of Tides"
    assert publisher_named("Hall 3") is None
    assert is_newsroom("CNN")
    assert not keeps_the_record("CNN")
