"""The people of a knowledge folder, without its briefings."""

from pathlib import Path

from bot.briefing.speakers import Register
from bot.errors import KnowledgeError
from bot.store.files import KnowledgeFile, decode, read_bytes
from bot.store.problems import Problems
from bot.store.schema.people import read_register
from bot.store.yaml_nodes import read_nodes


def read_people(folder: Path) -> Register:
    """Read ``speakers.yaml``; nobody is known where there is none.

    Raises:
        KnowledgeError: It has problems.
    """
    file = folder / "speakers.yaml"
    if not file.is_file():
        return Register()
    problems = Problems(file.name)
    data = read_bytes(KnowledgeFile(file.name, file.resolve()), problems)
    text = decode(data, problems) if data is not None else None
    root = read_nodes(text, problems) if text is not None else None
    register = read_register(root, problems) if root is not None else Register()
    if problems:
        raise KnowledgeError(problems.found)
    return register
