"""Dialogues: what a person says at each entrance, and what the reply must show."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

NEWSROOM = Path(__file__).parent / "newsroom"

QUESTION = "was the Velm dam inspected?"
VELM = "The Velm dam was inspected on Monday and no cracks were found."
LADDERS = "The fish ladders will be rebuilt before the salmon return in autumn."
BARGES = "The grain barges sail again on the first of April, weather permitting."
FERRY = "The night ferry stays cancelled until the pier is safe."
PAGER = "Our pager code is *urgent*, :30: past the hour, and nobody should write <!channel> or <@U0ADMIN> & mean it."

HAIL = "The hail cannon is a myth; we measured, and the hail falls where it likes."

Entrance = Literal["mention", "direct", "command"]


@dataclass(frozen=True, slots=True)
class Dialogue:
    """Something said and the reply expected.

    Attributes:
        quotes: Stand, in this order, at the head of the reply's quotations.
        shows: What a person reads in the reply, in its blocks or its text.
        in_text: What the notification says too.
        private: Whether only the asker sees the reply.
    """

    name: str
    entrance: Entrance
    said: str
    quotes: tuple[str, ...] = ()
    shows: tuple[str, ...] = ()
    in_text: tuple[str, ...] = ()
    private: bool = False


LIND = ("Oda Lind", "Spokesperson", "4 March 2024", "official transcript")
PERROW = ("Ilan Perrow", "Harbour Master", "18 March 2024", "rush transcript")
FOOTER = ("3 briefings", "version")

FOUND = (
    Dialogue("mention", "mention", "was the Velm dam inspected?", (VELM,), (*LIND, *FOOTER), LIND),
    Dialogue("direct message", "direct", "when do the grain barges sail", (BARGES,), (*PERROW, *FOOTER), PERROW),
    Dialogue("command", "command", "fish ladders salmon", (LADDERS,), (*LIND, *FOOTER), LIND, private=True),
    Dialogue("command ask", "command", "ask fish ladders salmon", (LADDERS,), LIND, LIND, private=True),
    Dialogue("exact phrase", "mention", "“night ferry stays cancelled”", (FERRY,), PERROW, PERROW),
    Dialogue("speaker filter", "mention", 'pier speaker:"Ilan Perrow"', (FERRY,), ("Ilan Perrow",), PERROW),
    Dialogue("date filter", "direct", "ferry on:2024-03-18", (FERRY,), PERROW, PERROW),
    Dialogue("named person", "mention", "<@U0OTHER> what did Perrow say about the ferry", (FERRY,), PERROW, PERROW),
    Dialogue("markup in the corpus", "direct", "pager code urgent", (PAGER,), LIND, LIND),
    Dialogue("markup in titles and names", "direct", "hail cannon myth", (HAIL,), ("Wren", "2 April 2024"), ("Wren",)),
    Dialogue("escaped question", "mention", "pager &amp; code &lt;urgent&gt;", (PAGER,), LIND, LIND),
)

NOT_FOUND = (
    Dialogue("nothing found in a channel", "mention", "zeppelin moorings", shows=("no passage", "zeppelin")),
    Dialogue("nothing found in a direct message", "direct", "zeppelin moorings", shows=("no passage",)),
    Dialogue("nothing found by command", "command", "zeppelin moorings", shows=("no passage",), private=True),
    Dialogue("outside coverage", "direct", "dam on:2019-01-01", shows=("1 January 2019", "4 March 2024")),
    Dialogue("unknown speaker", "direct", 'dam speaker:"Linda Ode"', shows=("Linda Ode",)),
    Dialogue("misread in a channel", "mention", "dam on:2024-13-01", shows=("2024-13-01",), private=True),
    Dialogue("misread in a direct message", "direct", "dam on:2024-13-01", shows=("2024-13-01",)),
    Dialogue("misread by command", "command", "dam on:2024-13-01", shows=("2024-13-01",), private=True),
)

HELP = (
    Dialogue("empty mention", "mention", "", shows=("/briefing",)),
    Dialogue("empty command", "command", "", shows=("/briefing", "speaker:"), private=True),
    Dialogue("help", "command", "help", shows=("/briefing", "thread"), private=True),
    Dialogue("status", "command", "status", shows=("3", "4 March 2024", "2 April 2024"), private=True),
    Dialogue("reload by somebody else", "command", "reload", shows=("admins",), private=True),
)

DIALOGUES = (*FOUND, *NOT_FOUND, *HELP)
