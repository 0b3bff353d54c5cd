"""A desk editor without a shell: documents sent to the bot become briefings, on the editor's word."""

from datetime import UTC, datetime, timedelta

from tests.day import documents
from tests.day.newsroom import ADMIN, OFFICER, REPORTER, Newsroom
from tests.day.shell import Shell
from tests.loopback.reading import quotes_in

FERRY = "From tomorrow the ferry to Gull Island sails again, every hour until dusk."
FINE = "The fine for sailing without a pilot is doubled from the first of June."


async def send_documents(room: Newsroom, shell: Shell) -> None:
    """A paper is added at once; captions that leave questions open are answered, and added under an embargo."""
    telling = room.telling
    telling.chapter("12:10", "A desk editor without a shell")
    await _add_a_paper(room, shell)
    await _add_captions_with_embargo(room)
    _, reply = await room.mentions(REPORTER, "when does the ferry sail to Gull Island?")
    telling.proves("before its embargo ends, nobody sees a word of it", FERRY not in reply.text)
    briefing_id = next(path.stem for path in shell.knowledge.rglob("2024-05-18*.yaml"))
    await room.commands(ADMIN, f"release {briefing_id}")
    _, reply = await room.mentions(REPORTER, "when does the ferry sail to Gull Island?")
    telling.proves("released, it is quoted, as captions", quotes_in(reply)[0] == FERRY and "captions" in reply.text)


async def _add_a_paper(room: Newsroom, shell: Shell) -> None:
    telling, files = room.telling, len(list(shell.knowledge.rglob("*.yaml")))
    refused = await room.sends(REPORTER, "fines.pdf", documents.FINES)
    telling.proves("only an admin can add documents", refused.text.startswith("Only admins can import"))
    preview = await room.sends(ADMIN, "fines.pdf", documents.FINES)
    telling.proves("the preview says what could be quoted", "2 turns that can be quoted, 1 question" in preview.text)
    _, reply = await room.mentions(OFFICER, "what is the fine for sailing without a pilot?")
    telling.proves("before Add nothing of it is quoted", FINE not in reply.text)
    telling.proves("and nothing is written", len(list(shell.knowledge.rglob("*.yaml"))) == files)
    preview = await room.fills_in(preview, "Answer questions", publisher="Ministry of Tides", status="official")
    added = await room.presses_add(preview)
    telling.proves("added, it is in use", "The archive holds 4 briefings" in added.text)
    _, reply = await room.mentions(OFFICER, "what is the fine for sailing without a pilot?")
    telling.proves("it is quoted in the channel, word for word", quotes_in(reply)[0] == FINE)


async def _add_captions_with_embargo(room: Newsroom) -> None:
    telling = room.telling
    preview = await room.sends(ADMIN, "ferry.vtt", documents.CAPTIONS)
    telling.proves("what captions do not say is asked, and nothing can be added yet", "To answer first" in preview.text)
    preview = await room.fills_in(
        preview, "Answer questions", held_on="2024-05-18", publisher="Harbour Radio", title="The Ferry to Gull Island"
    )
    telling.proves("the preview shows what was answered", "18 May 2024 · Harbour Radio" in preview.text)
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    added = await room.fills_in(
        preview, "Add with embargo", day=f"{tomorrow:%Y-%m-%d}", time="18:00", zone="Europe/London"
    )
    telling.proves("they are added with the embargo", "Added: 1 briefing" in added.text)
