"""Two generations of one invented knowledge folder, told apart by a word in every sentence."""

import os
from pathlib import Path

GENERATIONS = ("amber", "birch")
TOPICS = ("tunnel", "orchard", "glacier", "railway", "lighthouse", "quarry", "aqueduct", "meadow", "foundry", "canal")


def sentence(generation: str, topic: str, part: int) -> str:
    """What an official says about a topic; no word of one generation stands in the other."""
    ending = ("is open to visitors", "needs new windows", "will cost nine crowns")[part]
    return f"The {generation} {topic} {ending}, as the council decided."


def write_generation(folder: Path, generation: str) -> None:
    """A folder of one briefing for each topic."""
    folder.mkdir()
    (folder / "speakers.yaml").write_text(
        "- id: tova-renn\n  name: Tova Renn\n  labels: [MS. RENN]\n"
        "  roles:\n    - {title: Town Clerk, organization: Town Hall, from: 2020-01-01}\n"
    )
    for number, topic in enumerate(TOPICS, start=1):
        turns = [f'  - speech: "{sentence(generation, topic, part)}"\n    by: tova-renn\n' for part in range(3)]
        (folder / f"2024-05-{number:02d}-{topic}.yaml").write_text(
            f"id: 2024-05-{number:02d}-{topic}\ntitle: Town Hall Briefing\nheld_on: 2024-05-{number:02d}\n"
            "source: {publisher: Town Hall, kind: transcript, status: official}\nturns:\n" + "".join(turns)
        )


def point(link: Path, folder: Path) -> None:
    """Let the link name another folder, in one step."""
    fresh = link.with_suffix(".new")
    fresh.symlink_to(folder)
    os.replace(fresh, link)
