"""The one place where concrete parts are chosen and joined."""

import logging
import os
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from bot.errors import KnowledgeError, Problem, SettingsError
from bot.settings import Address, Settings

if TYPE_CHECKING:
    from bot.answer.responder import Responder
    from bot.importers.importing import Importer
    from bot.importers.proposing import Proposals
    from bot.store.live import KnowledgeStore
    from bot.web.preview.serving import Preview

PACKAGED = Path(__file__).parent / "_knowledge"
IN_SOURCE_TREE = Path(__file__).parent.parent / "knowledge"
MANIFESTS = (Path(__file__).parent / "_app.yaml", Path(__file__).parent.parent / "app.yaml")


def now() -> datetime:
    """The present instant, in UTC."""
    return datetime.now(UTC)


def read_settings() -> Settings:
    """Settings from the process's environment."""
    return Settings.from_environment(os.environ)


def knowledge_folder(given: Path | None, settings: Settings) -> tuple[Path, bool]:
    """The folder to read, and whether it is the one that came with the package.

    First what the command names, then the setting, then ``./knowledge``.
    """
    chosen = given or settings.knowledge
    if chosen is not None:
        return chosen, False
    here = Path("knowledge")
    if here.is_dir():
        return here, False
    shipped = PACKAGED if PACKAGED.is_dir() else IN_SOURCE_TREE
    if not shipped.is_dir():
        raise KnowledgeError([Problem("knowledge", 0, "no such folder here; name one with --knowledge")])
    return shipped, True


def open_store(folder: Path, settings: Settings) -> "KnowledgeStore":
    """Load a knowledge folder whole, from the last snapshot of it as far as that still holds."""
    from bot.store.kept.cache import Cache
    from bot.store.live import KnowledgeStore

    return KnowledgeStore(folder, now, Cache(settings.cache) if settings.cache is not None else None)


def responder_for(store: "KnowledgeStore", settings: Settings) -> "Responder":
    """The ask path over a store."""
    from bot.answer.responder import Responder

    return Responder(store, clock=now, time_zone=settings.time_zone)


def serve(mode: Literal["socket", "http"], given: Path | None) -> int:
    """Answer in Slack until stopped; returns the exit code."""
    import asyncio

    from bot.importers.articles.claims import claims_in
    from bot.slack.running.serve import serve as serve_slack
    from bot.web.health import health_app

    settings = read_settings()
    if mode == "socket":
        settings.require_socket()
    else:
        settings.require_http()
    folder, is_shipped = knowledge_folder(given, settings)
    imports = _imports(folder, settings, is_shipped=is_shipped) if settings.imports else None
    store = open_store(folder, settings)
    responder = responder_for(store, settings)
    return asyncio.run(serve_slack(settings, mode, store, responder, now, health_app, claims_in, imports))


def _imports(folder: Path, settings: Settings, *, is_shipped: bool) -> "Proposals":
    """What reads and writes the documents that admins send to the running bot."""
    from bot.importers.importing import Importer
    from bot.importers.proposing import Proposals
    from bot.store.register import read_people

    if is_shipped:
        raise SettingsError("BRIEFING_IMPORTS is on, and there is no folder to write to: set BRIEFING_KNOWLEDGE")
    return Proposals(
        lambda: Importer(folder, read_people(folder), now().astimezone(settings.time_zone).date()), settings.fetch_hosts
    )


def preview(given: Path | None, port: int, announce: Callable[[str], None]) -> int:
    """Answer on a page of this machine until stopped; returns the exit code.

    The bot is the one that answers in Slack. It is given tokens of the page's own,
    and talks to the workspace behind the page instead.

    Args:
        announce: Told the page's address once the bot listens.
    """
    import asyncio

    from bot.answer.model import TERMINAL
    from bot.importers.articles.claims import claims_in
    from bot.slack.home.examples import examples_for as questions_answered
    from bot.slack.running.serve import serve as serve_slack
    from bot.web.health import health_app
    from bot.web.preview.examples import examples_for
    from bot.web.preview.serving import Preview

    settings = Settings.from_environment({k: v for k, v in os.environ.items() if not k.startswith("SLACK_")})
    knowledge, is_shipped = knowledge_folder(given, settings)
    imports = _imports(knowledge, settings, is_shipped=is_shipped) if settings.imports else None
    store = open_store(knowledge, settings)
    responder = responder_for(store, settings)
    logging.getLogger("bot").setLevel(logging.WARNING)
    # No proxy leads to this machine; slack_sdk's other clients and ours read it here.
    os.environ["no_proxy"] = ",".join(
        filter(None, (os.environ.get("no_proxy") or os.environ.get("NO_PROXY"), "127.0.0.1"))
    )

    async def run(folder: str) -> int:
        page = Preview(_manifest(), port, examples_for(responder, TERMINAL, questions_answered(responder, TERMINAL)))
        async with page:
            announcing = asyncio.create_task(_announce(page, announce))
            try:
                ours = _settings_for(page, settings, folder)
                return await serve_slack(ours, "socket", store, responder, now, health_app, claims_in, imports)
            finally:
                announcing.cancel()

    with tempfile.TemporaryDirectory(prefix="briefing-preview-") as folder:
        return asyncio.run(run(folder))


def _settings_for(page: "Preview", settings: Settings, folder: str) -> Settings:
    """The bot's settings for one run of the page; its state goes with the folder unless it has a place of its own."""
    return replace(
        settings,
        bot_token=page.workspace.bot_token,
        app_token=page.workspace.app_token,
        api_url=page.api_url,
        state=settings.state if os.environ.get("BRIEFING_STATE") else str(Path(folder, "state.sqlite3")),
        admins=frozenset({page.admin}),
        listen=Address("127.0.0.1", 0),
        agent_view=False,  # The page has no pane for agents,
        people_facts=False,  # and nobody on it is a guest.
    )


def _manifest() -> Path:
    return next(path for path in MANIFESTS if path.is_file())


async def _announce(page: "Preview", announce: Callable[[str], None]) -> None:
    await page.wait_for_bot()
    announce(page.address)


def open_importer(given: Path | None, *, begins: bool) -> "Importer":
    """The importer into a knowledge folder.

    Args:
        begins: Create the folder where there is none. A folder without any
            YAML file is given the people and terms that came with the package.
    """
    from bot.importers.importing import Importer
    from bot.store.register import read_people

    settings = read_settings()
    folder, is_shipped = knowledge_folder(given, settings)
    if is_shipped:
        folder = Path("knowledge")
    people = folder
    if not any(folder.glob("*.y*ml")):
        people = PACKAGED if PACKAGED.is_dir() else IN_SOURCE_TREE
        if begins:
            _begin(folder, people)
    return Importer(folder, read_people(people), now().astimezone(settings.time_zone).date())


def _begin(folder: Path, shipped: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("speakers.yaml", "vocabulary.yaml"):
        if (shipped / name).is_file():
            (folder / name).write_bytes((shipped / name).read_bytes())
