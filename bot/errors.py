"""What can go wrong, sorted by who can mend it.

BriefingError                      never raised itself; carries exit_code
├── QueryError            exit 2   the asker      becomes Misread inside Responder, nowhere else
├── KnowledgeError        exit 3   an editor      .problems: every one of them, with path and line
├── UnreadableFileError   exit 3   the importer   a document that cannot be read: unknown, damaged, locked, too large
├── SettingsError         exit 4   the operator   names the variable, never its value
└── StateError            exit 5   the operator   database unreachable: no ack, so Slack delivers again
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

EXIT_NOTHING_FOUND = 1
EXIT_SOCKET_DEAD = 75


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong in the knowledge folder, and how to mend it.

    Attributes:
        path: The file, relative to the knowledge folder.
        line: Counted from 1; 0 where the whole file is meant.
        says: What is wrong and what to write instead.
    """

    path: str
    line: int
    says: str

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        return f"{place}: {self.says}"


class BriefingError(Exception):
    """Any error of ours; says its sentence, carries its exit code."""

    exit_code: ClassVar[int] = 1


class QueryError(BriefingError):
    """The question cannot be read; the sentence is meant for the asker."""

    exit_code = 2


class KnowledgeError(BriefingError):
    """The knowledge folder cannot be used as it is."""

    exit_code = 3

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class UnreadableFileError(BriefingError):
    """A document that cannot be imported; says what is wrong and what to do."""

    exit_code = 3


class SettingsError(BriefingError):
    """Settings are missing or malformed; one line each, never a value."""

    exit_code = 4


class StateError(BriefingError):
    """The state database cannot be reached or refuses to work."""

    exit_code = 5
