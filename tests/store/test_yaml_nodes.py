import time

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.store.problems import Problems
from bot.store.yaml_nodes import Mapping, Node, Scalar, Sequence, read_nodes


def read(text: str) -> tuple[Node | None, list[str]]:
    problems = Problems("x.yaml")
    node = read_nodes(text, problems)
    return node, [str(problem) for problem in problems.found]


def says(text: str) -> str:
    _, found = read(text)
    assert len(found) == 1, found
    return found[0]


def plain(node: Node | None) -> object:
    match node:
        case Scalar():
            return node.text
        case Sequence():
            return [plain(item) for item in node.items]
        case Mapping():
            return {key: plain(value) for key, value in node.values.items()}
    return None


def test_every_scalar_is_the_text_that_stands_there() -> None:
    node, found = read("a: no\nb: 010\nc: 12:30\nd: [1e3, ~, 2021-02-09]\n")
    assert plain(node) == {"a": "no", "b": "010", "c": "12:30", "d": ["1e3", "~", "2021-02-09"]}
    assert not found


def test_a_scalar_knows_the_line_on_which_its_text_begins() -> None:
    node, _ = read("a: x\nb: |-\n  y\nc:\n  - z\n  - >-\n    folded\n")
    assert isinstance(node, Mapping)
    assert [node.values[key].line for key in "ab"] == [1, 3]
    assert isinstance(node.values["c"], Sequence)
    assert [item.line for item in node.values["c"].items] == [5, 7]


def test_a_unicode_line_separator_does_not_shift_the_lines() -> None:
    node, _ = read("a: 'x\u2028y'\nb: z\n")
    assert isinstance(node, Mapping)
    assert (plain(node.values["a"]), node.values["b"].line) == ("x\u2028y", 2)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\nb: &x 2\n", "x.yaml:2: &x is an anchor"),
        ("a: 1\nb: *x\n", "x.yaml:2: *x is an alias"),
        ("a: 1\nb: !!str 2\n", "x.yaml:2: ! begins a tag"),
        ("a: 1\n<<: {b: 2}\n", "x.yaml:2: << (a merge key)"),
        ("a: 1\nb: 2\na: 3\n", "x.yaml:3: a stands here twice (first on line 1)"),
        ("a: 1\n? [b]\n: 2\n", "x.yaml:2: a key must be one word"),
        ("a: 1\n---\nb: 2\n", "x.yaml:2: a second document"),
        ("[[[[[[[[[[[[[x]]]]]]]]]]]]]\n", "x.yaml:1: nested more than 12 deep"),
        ("# nothing\n", "x.yaml: the file holds nothing"),
        ("a: b: c\n", "x.yaml:1: not readable as YAML: a colon inside a value"),
        ("a: 1\n\tb: 2\n", "x.yaml:2: not readable as YAML: indent with spaces"),
        ("a: 1\nb: @x\n", "x.yaml:2: not readable as YAML: a value may not begin"),
        ("a: 'it's'\n", "x.yaml:1: not readable as YAML: this line does not fit"),
        ('a: 1\nb: "x\nc: y\n', "x.yaml:2: not readable as YAML: a quotation mark is opened"),
        ("a: [b\nc: d\n", "x.yaml:2: not readable as YAML: a [ ] is not closed"),
        ("a: {b: c\n", "x.yaml:1: not readable as YAML: a { } is not closed"),
        ('a: "\\q"\n', 'x.yaml:1: not readable as YAML: inside "…" a backslash'),
        ('a: b\nc: "x\\u202Ey"\n', "x.yaml:2: U+202E is a control character"),
        ('a: "x\\0y"\n', "x.yaml:1: U+0000 is a control character"),
        ("a: 1\nb: half", "x.yaml:2: looks half-written"),
        ("a: |\n  1\n  2", "x.yaml:3: looks half-written"),
        ("a: 'it'", "x.yaml:1: looks half-written"),
    ],
)
def test_what_could_mislead_is_refused_with_its_line(text: str, expected: str) -> None:
    assert says(text).startswith(expected)


@pytest.mark.parametrize("text", ['a: "whole"', "a: [b]", "a: {b: c}", "a: b # noted", "[[[[[[[[[[[[x]]]]]]]]]]]]\n"])
def test_a_file_that_is_surely_whole_needs_no_line_break(text: str) -> None:
    assert read(text)[1] == []


ALIAS_BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{new}: &{new} [{','.join([f'*{old}'] * 9)}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)
MERGE_BOMB = "a0: &a0 {x: y}\n" + "".join(f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}]}}\n" for n in range(1, 25))


@pytest.mark.parametrize(
    "bomb",
    [ALIAS_BOMB, MERGE_BOMB, "[" * 200_000, "{a: " * 200_000, "- " * 200_000, "? " * 200_000, "a: " * 200_000],
    ids=["aliases", "merge keys", "lists", "mappings", "block lists", "block keys", "colons"],
)
def test_a_bomb_is_refused_at_once(bomb: str) -> None:
    started_s = time.thread_time()
    node, found = read(bomb)
    took_s = time.thread_time() - started_s
    assert node is None
    assert len(found) == 1
    assert took_s < 0.05


TEXTS = st.text(
    st.characters(
        exclude_categories=["Cs", "Cc"], exclude_characters="\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    )
    | st.sampled_from("\n\t '\"#:-&*!|>%@`{}[],?\\\u2028\u00a0"),
    min_size=1,
)


@given(
    text=TEXTS,
    style=st.sampled_from([None, "'", '"', "|", ">"]),
    width=st.sampled_from([20, 80, 10_000]),
    escapes=st.booleans(),
)
def test_yaml_keeps_every_character_of_any_text(text: str, style: str | None, width: int, escapes: bool) -> None:
    written = yaml.safe_dump({"turns": [{"speech": text}]}, default_style=style, allow_unicode=not escapes, width=width)
    node, found = read(written)
    assert plain(node) == yaml.load(written, Loader=yaml.BaseLoader)
    if style in (None, "'", '"'):
        assert plain(node) == {"turns": [{"speech": text}]}
    assert found == []
