"""``speakers.yaml``: people, the labels transcripts print for them, and their roles."""

import re
from typing import Final

from bot.briefing.speakers import Register, Role, Speaker
from bot.store.problems import Problems, shown
from bot.store.schema.fields import Fields
from bot.store.yaml_nodes import Mapping, Node, Sequence

SPEAKER_KEYS: Final = ("id", "name", "aliases", "labels", "roles")
ROLE_KEYS: Final = ("title", "organization", "from", "to")

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,99}")


def read_register(root: Node, problems: Problems) -> Register:
    """Read the list of people; whoever has a problem is left out."""
    if not isinstance(root, Sequence):
        problems.add(root.line, "must be a list of people; begin each with - id: …")
        return Register()
    speakers: dict[str, Speaker] = {}
    for node in root.items:
        if problems.is_full:
            break
        speaker = _read_speaker(node, problems)
        if speaker is None:
            continue
        if speaker.id in speakers:
            problems.add(node.line, f"id: {speaker.id} stands here twice; join the two or give one another id")
        speakers.setdefault(speaker.id, speaker)
    return Register(tuple(speakers.values()))


def _read_speaker(node: Node, problems: Problems) -> Speaker | None:
    if not isinstance(node, Mapping):
        problems.add(node.line, "must be a person with an id and a name; write - {id: …, name: …}")
        return None
    fields = Fields(node, SPEAKER_KEYS, problems)
    speaker_id, name = _read_id(fields), fields.words("name", required=True)
    aliases, labels = fields.list_of_words("aliases"), fields.list_of_words("labels")
    roles = tuple(role for item in fields.items("roles") if (role := _read_role(item, problems)) is not None)
    if speaker_id is None or name is None:
        return None
    return Speaker(speaker_id, name, aliases, labels, roles)


def _read_id(fields: Fields) -> str | None:
    speaker_id = fields.words("id", required=True)
    if speaker_id is None or _ID.fullmatch(speaker_id):
        return speaker_id
    fields.problem("id", f"{shown(speaker_id)} is not an id; use small letters, digits and hyphens")
    return None


def _read_role(node: Node, problems: Problems) -> Role | None:
    if not isinstance(node, Mapping):
        problems.add(node.line, "roles: each must be a mapping; write {title: …, organization: …, from: …, to: …}")
        return None
    fields = Fields(node, ROLE_KEYS, problems)
    title, organization = fields.words("title", required=True), fields.words("organization")
    held_from, held_to = fields.day("from"), fields.day("to")
    if held_from is not None and held_to is not None and held_from > held_to:
        fields.problem("to", f"{held_to} is before from: {held_from}; exchange the two days")
    return Role(title, organization, held_from, held_to) if title is not None else None
