"""The top-level ``text``: the whole answer for those who only hear it.

Screen readers and notifications read nothing else, so every quote shown stands
in it with speaker, role, day and status. All of it is escaped, once, here.
"""

from collections.abc import Iterable

from bot.slack.payload.escape import escape
from bot.slack.rendering.entries import Entry, Words


def fallback_text(headline: str, entries: Iterable[Entry], footer: str) -> str:
    """An answer in one text."""
    numbered = (entry_text(number, entry) for number, entry in enumerate(entries, 1))
    return "\n".join((escape(headline), *numbered, *([escape(footer)] if footer else [])))


def entry_text(number: int, entry: Entry) -> str:
    """One quote: what stands before it, the words, and whose they are on a line of their own."""
    words = "\n".join(_spoken(words) for words in (*entry.before, entry.words))
    facts = [f"{entry.speaker}{entry.facts}", *([entry.url] if entry.url else []), *entry.remarks]
    return escape(f"{number}) {words}\n— {' · '.join(facts)}")


def _spoken(words: Words) -> str:
    text = f"“{words.text}”" if words.text and words.in_marks else words.text
    return " ".join(part for part in (words.label, text) if part)
