"""What the YAML parser complains of, in words that say how to mend it."""

from typing import Any, Final

import yaml

_MENDS: Final = {
    "mapping values are not allowed": "a colon inside a value; put the value in quotation marks",
    "found unexpected end of stream": "a quotation mark is opened and never closed; close it",
    "found unexpected document indicator": "a quotation mark is opened and never closed; close it",
    "found character that cannot start any token": (
        "a value may not begin with this character (a tab, @, ` or %); indent with spaces, "
        "or put the value in quotation marks"
    ),
    "found a tab character": "indent with spaces, not with tabs",
    "did not find expected key": (
        "this line does not fit: check its indentation, and the quotation marks of the value before it "
        "(inside '…' an apostrophe is written twice)"
    ),
    "could not find expected ':'": "a key without a colon; write key: value, or indent the line under its key",
    "did not find expected '-' indicator": "this line does not fit into the list; begin it with - or indent it",
    "did not find expected ',' or '}'": "a { } is not closed, or a comma is missing in it",
    "did not find expected ',' or ']'": "a [ ] is not closed, or a comma is missing in it",
    "did not find expected node content": "a value is missing here, or a { } or [ ] is not closed",
    "exceeded maximum nesting depth": "nested too deep; a briefing needs few levels",
    "found unknown escape character": "inside \"…\" a backslash is written \\\\; or use '…'",
}

_WHILE_QUOTED: Final = "while scanning a quoted scalar"


def fault_mark(error: yaml.YAMLError) -> Any:
    """The parser's mark of the fault; of a quotation mark never closed, where it is opened. None if unknown."""
    if getattr(error, "context", None) == _WHILE_QUOTED:
        return getattr(error, "context_mark", None)
    return getattr(error, "problem_mark", None)


def fault_says(error: yaml.YAMLError) -> str:
    """Say what is wrong with the syntax and what to write instead."""
    fault = str(getattr(error, "problem", None) or "it cannot be read")
    for begins, mend in _MENDS.items():
        if fault.startswith(begins):
            return f"not readable as YAML: {mend}"
    return f"not readable as YAML: {fault}; check indentation and quotation marks"
