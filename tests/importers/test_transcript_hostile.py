"""No input makes reading slow or fail."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.briefing.speakers import Register
from bot.importers.model import Extract
from bot.importers.transcripts import looks_like_transcript, read_transcript

TIME_MAX_S = 10

HOSTILE = {
    "marks": "“" * 40_000,
    "spaces": "MS. LIND:" + " " * 30_000 + "x",
    "colons": ":" * 100_000,
    "labels in one line": "MR. X: " * 20_000,
    "questions in one line": "Q: a\n" + "Q  " * 50_000,
    "asterisks": "MS. LIND: a\n" + "a*" * 50_000,
    "notes": "".join(f"MS. LIND: a.*\n*Note {n} of many.\nQ: b\n" for n in range(10_000)),
    "starred lines": "MS. LIND: a.*\n" + "*a b c\n" * 50_000,
    "starred sentences": "MS. LIND: a.* " + "So. *A " * 50_000,
    "struck": "MS. LIND: " + "[struck: " * 20_000,
    "times": "MS. LIND: (00:12) a\n" + "(00:00)" * 20_000,
    "names": "".join(
        f"BOB {chr(65 + n % 26)}{chr(65 + n // 26 % 26)}{chr(65 + n // 676)}OVER: x.\n" for n in range(6_000)
    ),
    "digits": "1" * 50_000,
    "embargoes": "MS. LIND: " + "this call is on background embargoed until " * 3_000,
    "lines": "\n" * 100_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_read_in_time(name: str) -> None:
    extract = Extract(HOSTILE[name], name, title=HOSTILE[name][:2_000])
    start = time.perf_counter()
    looks_like_transcript(extract)
    read_transcript(extract, Register())
    assert time.perf_counter() - start < TIME_MAX_S


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.text(max_size=80),
            st.sampled_from(
                ["MS. LIND:", "Q    ", "QUESTION: ", "(Laughter.)", "END", "1:40 P.M. EST", "March 4, 2021", "*Note: ", "[struck: x] [y]",
                 "This call is on background, embargoed until ", "tomorrow at 5:00 a.m.", "February 31", "SENIOR OFFICIAL: ", "Page 1 of 2"]
            ),
        )
    ),
    st.sampled_from(["\n", " ", "\xa0"]),
)  # fmt: skip
def test_any_text_gives_a_draft_whose_turns_lie_in_the_text(pieces: list[str], joint: str) -> None:
    text = joint.join(pieces)
    draft = read_transcript(Extract(text, "t"), Register())
    for turn in draft.turns:
        assert 0 <= turn.start < turn.end <= len(text)
        assert turn.text.strip()
    assert list(draft.doubts) == sorted(draft.doubts)
