"""A newsroom's day, from an empty folder in the morning to the night's update."""

import re
from pathlib import Path
from typing import Final

from tests.day import documents
from tests.day.desk import release_a_call, take_down
from tests.day.newsroom import ADMIN, OFFICER, REPORTER, Newsroom
from tests.day.sending import send_documents
from tests.day.shell import Shell
from tests.day.telling import DayFailed, Telling
from tests.loopback import BotProcess, LoopbackSlack, Message
from tests.loopback.reading import quotes_in

NIGHT_QUESTIONS: Final = 30
NIGHT_S: Final = 60.0
QUOTE_ID: Final = re.compile(r"[\w./-]+#\d+:\d+-\d+~[0-9a-f]{8}")
HALE: Final = "The grain harbour is safe for ships of up to nine metres, and not for a centimetre more."


async def live_through(home: Path, telling: Telling) -> None:
    """The whole day; every step says what it proves.

    Raises:
        DayFailed: A step did not prove it.
    """
    shell = Shell(home, telling)
    import_three_documents(shell)
    async with LoopbackSlack() as slack:
        slack.workspace.scopes.add("files:read")
        bot = BotProcess(slack, shell.knowledge, home, BRIEFING_WATCH="0.5", BRIEFING_IMPORTS="on")
        async with bot:
            room = Newsroom(slack, telling)
            await ask(room)
            await check_a_memory(room)
            export(shell)
            await send_documents(room, shell)
            await release_a_call(room, shell)
            await mend(room, shell)
            await sleep_through_the_night(room, bot)


def import_three_documents(shell: Shell) -> None:
    """Documents that nobody prepared for become briefings; what is doubtful is asked."""
    telling = shell.telling
    telling.chapter("08:10", "Three documents nobody prepared for")
    shell.knowledge.mkdir()
    (shell.knowledge / "speakers.yaml").write_text(documents.PEOPLE, encoding="utf-8")
    (shell.desk / "page.html").write_text(documents.PAGE, encoding="utf-8")
    (shell.desk / "story.txt").write_text(documents.STORY, encoding="utf-8")
    (shell.desk / "paper.pdf").write_bytes(documents.PAPER)
    shown = shell.briefing("import", "--preview", "page.html")
    telling.proves("the preview names the label that leads to nobody", "CAPT. HALE × 1: not resolved" in shown)
    telling.proves("nothing is quotable yet", not list(shell.knowledge.rglob("2024-*.yaml")))
    shell.briefing("import", "--speaker", "CAPT. HALE=aron-hale", "--status", "official", "page.html")
    shell.briefing("import", "story.txt")
    refused = shell.briefing("import", "paper.pdf", exits=3)
    telling.proves("a page that does not say who published it is a question, not a guess", "--publisher" in refused)
    shell.briefing("import", "--publisher", "Ministry of Tides", "--status", "official", "paper.pdf")
    telling.proves("three briefings stand in the folder", len(list(shell.knowledge.rglob("2024-*.yaml"))) == 3)
    shell.briefing("check", "--verify")
    again = shell.briefing("import", "story.txt")
    telling.proves("the same document again changes nothing", "unchanged" in again)


async def ask(room: Newsroom) -> None:
    """A reporter asks in the channel, in the thread and by command."""
    telling = room.telling
    telling.chapter("09:30", "A reporter asks")
    _, answer = await room.mentions(REPORTER, "is the grain harbour safe?")
    telling.proves("the exact words stand alone in the quotation", quotes_in(answer)[0] == HALE)
    telling.proves("the mended label has its person and role on that day", "Aron Hale, Harbour Captain" in answer.text)
    telling.proves(
        "a screen reader hears the question that was answered", "And is the grain harbour safe?" in answer.text
    )
    said, answer = await room.mentions(REPORTER, "what is the latest on the fishing fleet?")
    telling.proves("the latest comes first", "sails again tonight" in quotes_in(answer)[0].replace("\n", " "))
    _, answer = await room.mentions(REPORTER, "and on 14 May?", within=said)
    telling.proves("the thread remembers what it was about", "lies in port" in quotes_in(answer)[0].replace("\n", " "))
    private = await room.commands(REPORTER, "has the sluice been paid for?")
    shared = await room.shares_twice(REPORTER, private)
    telling.proves("a private answer is shared with question, answer and sharer", "Shared by" in shared.text)
    telling.proves("two presses make one post", len(room.saying("Shared by")) == 1)


async def check_a_memory(room: Newsroom) -> None:
    """Somebody has a quotation in mind, a little wrong; and somebody asks since when it is said."""
    telling = room.telling
    telling.chapter("10:15", "Half remembered")
    reply = await room.commands(REPORTER, 'verify "safe for ships of up to six metres" — Aron Hale')
    telling.proves("the differing number is named", "you have “six”, the source has “nine” (a number)" in reply.text)
    telling.proves("the real wording is shown", quotes_in(reply)[0] == HALE)
    reply = await room.commands(REPORTER, 'verify "Nobody will sail on a promise" — Emil Brandt')
    telling.proves("right words by somebody else are told apart", "Right words, wrong speaker." in reply.text)
    reply = await room.commands(REPORTER, 'timeline "fishing fleet"')
    telling.proves("officials and reporters are counted apart", "2 of officials, 2 of reporters" in reply.text)


def export(shell: Shell) -> None:
    """A press officer takes every statement on a subject home as a file."""
    telling = shell.telling
    telling.chapter("11:00", "A press officer exports every statement, by date")
    rows = shell.briefing("ask", "--csv", "the latest on the fishing fleet")
    telling.proves("each row has its citation", rows.count("Vesna Okoro") >= 2)


async def mend(room: Newsroom, shell: Shell) -> None:
    """A mistake is traced to its line, mended, and the old id says so."""
    telling = room.telling
    telling.chapter("15:40", "A mistake is found")
    reply = await room.commands(OFFICER, "when will the north sluice be rebuilt?")
    telling.proves("the wrong words are found", quotes_in(reply)[0].endswith(documents.MISTAKEN))
    old_id = first_id_in(reply)
    where = shell.briefing("where", old_id)
    telling.proves("the id leads to the file and line", re.search(r"\.yaml:\d+", where))
    await room.mentions(REPORTER, "when will the north sluice be rebuilt?")
    await take_down(room, old_id)
    change_words(shell, documents.MISTAKEN, documents.MENDED)
    telling.does("Desk editor", "mends that line of the file")
    report = await room.is_told(ADMIN, "cannot be loaded")
    telling.proves("nothing changes before the desk has decided about the withdrawal", "desk.yaml" in report.text)
    await room.commands(ADMIN, f"restore {old_id}")
    report = await room.is_told(ADMIN, "Changed 1")
    telling.proves("the running bot has loaded it and says what changed", "press-briefing" in report.text)
    shell.briefing("where", old_id, exits=1)
    _, reply = await room.mentions(OFFICER, "when will the north sluice be rebuilt?")
    telling.proves("the mended words are quoted from now on", quotes_in(reply)[0].endswith(documents.MENDED))


async def sleep_through_the_night(room: Newsroom, bot: BotProcess) -> None:
    """The process is killed while people ask; in the morning each question has its one answer."""
    telling = room.telling
    telling.chapter("23:50", "The process is killed, and updated, while people ask")
    asked = []
    for number in range(NIGHT_QUESTIONS):
        asked.append(room.slack.direct(f"U0NIGHT{number:02}", "is the grain harbour safe?"))
        if number == NIGHT_QUESTIONS // 2:
            telling.does("$", "kill -9 (the bot)")
            await bot.kill()
    await bot.start()
    await bot.wait_until_ready()
    telling.does("$", "briefing serve")
    await room.slack.wait_until(lambda: all(room.slack.answers_to(said) for said in asked), within_s=NIGHT_S)
    counts = {len(room.slack.answers_to(said)) for said in asked}
    telling.proves(f"each of {len(asked)} questions has exactly one answer", counts == {1})


def first_id_in(message: Message) -> str:
    """The id of the first quote that a message shows."""
    found = QUOTE_ID.search(message.text)
    if found is None:
        raise DayFailed(f"a quote with its id (the message is: {message.text})")
    return found.group()


def change_words(shell: Shell, old: str, new: str) -> None:
    """Edit a file of the knowledge folder, as an editor does."""
    for path in sorted(shell.knowledge.rglob("2024-*.yaml")):
        text = path.read_text(encoding="utf-8")
        if old in text:
            path.write_text(text.replace(old, new), encoding="utf-8")
            return
    raise DayFailed(f"the words stand in one line of a file: {old}")
