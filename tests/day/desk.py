"""What the desk does in the day: an embargoed call is released, a quote is taken down and its posts corrected."""

from typing import Final

from tests.day import documents
from tests.day.newsroom import ADMIN, OFFICER, REPORTER, Newsroom
from tests.day.shell import Shell
from tests.loopback.reading import quotes_in

CALL_ID: Final = "2024-05-20-background-press-call"
TREATY: Final = "opens the grain harbour to foreign ships"
NOBODY: Final = "a senior ministry official"


async def release_a_call(room: Newsroom, shell: Shell) -> None:
    """A call under embargo is loaded, seen by nobody, released by an admin, and told to whoever waited for it."""
    telling = room.telling
    telling.chapter("13:20", "A call under embargo, on background")
    reply = await room.commands(REPORTER, 'alert "harbour treaty"')
    telling.proves("the alert is set", "I will tell you when something new answers" in reply.text)
    (shell.desk / "call.txt").write_text(documents.CALL, encoding="utf-8")
    shell.briefing("import", "--publisher", "Ministry of Tides", "--status", "official", "call.txt")
    noticed = await room.is_told(ADMIN, "has changed and was loaded")
    telling.proves("the running bot notices the new briefing by itself", "6 briefings" in noticed.text)
    _, reply = await room.mentions(OFFICER, "what does the harbour treaty do?")
    telling.proves("nobody sees a word of it", TREATY not in reply.text and "5 briefings" in reply.text)
    reply = await room.commands(OFFICER, 'timeline "harbour treaty"')
    telling.proves("it is in no count either", "I found no turn" in reply.text)
    briefing_id = next(path.stem for path in shell.knowledge.rglob("2024-05-20*.yaml"))
    reply = await room.commands(REPORTER, f"release {briefing_id}")
    telling.proves("only an admin can release it", "Only admins can" in reply.text)
    await room.commands(ADMIN, f"release {briefing_id}")
    _, reply = await room.mentions(OFFICER, "what does the harbour treaty do?")
    telling.proves("released, it is quoted", TREATY in quotes_in(reply)[0])
    telling.proves("as agreed, and by no name", NOBODY in reply.text and "Okoro" not in reply.text)
    digest = await room.is_told(REPORTER, "harbour treaty")
    telling.proves("whoever set the alert is told now, once, with the words", TREATY in digest.text)


async def take_down(room: Newsroom, quote_id: str) -> None:
    """A wrong quote is withdrawn, and goes out of the posts that showed it; their other quotes stay."""
    telling = room.telling
    reply = await room.commands(ADMIN, f"withdraw {quote_id} a number was heard wrongly")
    telling.proves("the posts that showed it are listed with links", "/archives/C0DESK/p" in str(reply.blocks))
    _, again = await room.mentions(REPORTER, "when will the north sluice be rebuilt?")
    telling.proves("it is out of sight at once", documents.MISTAKEN not in again.text)
    await room.corrects(ADMIN, reply)
    (corrected,) = room.saying("1 quote of this answer was withdrawn by the desk")
    telling.does("Everybody in #desk", "sees the answer of before as it is now")
    telling.comes_back(corrected.text)
    telling.proves("the post keeps its other quotes, and says that one was withdrawn", len(quotes_in(corrected)) == 2)
    telling.proves("nothing in the channel shows the wrong words any more", not room.saying(documents.MISTAKEN))
