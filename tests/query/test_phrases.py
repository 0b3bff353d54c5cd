import pytest

from tests.query.asking import ask


@pytest.mark.parametrize(
    ("text", "phrases", "words"),
    [
        ('was it "too soon"?', ("too soon",), "was it too soon"),
        ("was it “too soon”?", ("too soon",), "was it too soon"),
        ("„zu früh“ und «trop tôt» »so früh« 「早い」", ("zu früh", "trop tôt", "so früh", "早い"), "zu früh und trop tôt so früh 早い"),
        ('“too soon" or “too late"', ("too soon", "too late"), "too soon or too late"),
        ("“he said "'"no" twice” again', ("he said no twice",), "he said no twice again"),
        ("(“too soon”) and “too late”.", ("too soon", "too late"), "too soon and too late"),
        ("don’t say ‘far too soon’ now", ("far too soon",), "don’t say far too soon now"),
        ("don’t say the allies’ plan won’t do", (), "don’t say the allies’ plan won’t do"),
        ("the ‘plan’ is late", (), "the ‘plan’ is late"),
        ('who called it "much too soon?', ("much too soon",), "who called it much too soon"),
        ('who called it "soon', (), 'who called it "soon'),
        ('a 5" pipe and a 6" pipe', (), 'a 5" pipe and a 6" pipe'),
        ('"" tides "…"', (), "tides"),
        ('"on:2024-13-01 from:nobody"', ("on:2024-13-01 from:nobody",), "on:2024-13-01 from:nobody"),
        ("‘far “too soon” now’", ("too soon",), "‘far too soon now’"),
        ("tides -- high—low", (), "tides high low"),
        ('tides "too  \n soon"', ("too soon",), "tides too soon"),
        ('"late" "late"', ("late",), "late late"),
    ],
)  # fmt: skip
def test_what_stands_in_quotation_marks_is_a_phrase(text: str, phrases: tuple[str, ...], words: str) -> None:
    query = ask(text)
    assert (query.phrases, query.words) == (phrases, words)


@pytest.mark.parametrize("rest", [" ".join(["late"] * 13), "late source:Herald tides"])
def test_a_mark_left_open_before_much_more_is_an_ordinary_character(rest: str) -> None:
    assert ask(f'tides "{rest}').phrases == ()


def test_outer_space_and_line_breaks_become_single_spaces() -> None:
    assert ask("  North-Island\n\tFerries  ").words == "North-Island Ferries"
