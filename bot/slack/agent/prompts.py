"""Questions that the pane for agents suggests: those the archive answers for whoever opens it."""

import asyncio
import logging
from typing import Final

from slack_sdk.web.async_client import AsyncWebClient

from bot.answer.model import Asker
from bot.answer.responder import Responder
from bot.slack.client import CallLimitedError, CallLostError, CallRefusedError, call
from bot.slack.home.examples import examples_for
from bot.slack.home.page import LABEL_MAX_CHARS
from bot.slack.payload.escape import shorten, tame
from bot.slack.people.facts import People
from bot.slack.pressing.reading import Click

PROMPTS_MAX: Final = 4
"""Source: docs.slack.dev, assistant.threads.setSuggestedPrompts, "Usage info"; read 2026-11."""
TITLE: Final = "Questions to begin with"
WITHOUT_ANY: Final = {"title": "How do I ask?", "message": "help"}
"""Where nothing can be quoted to somebody; it takes the place of whatever was suggested before."""

log = logging.getLogger(__name__)


class Prompts:
    """Suggests questions each time the pane is opened, so that none outlives what it asks for."""

    def __init__(self, client: AsyncWebClient, people: People, responder: Responder) -> None:
        self._client, self._people, self._responder = client, people, responder

    async def suggest(self, click: Click) -> None:
        """Suggest what this person can be answered; without it, the pane works all the same."""
        if click.channel is None:
            return
        try:
            if await self._people.is_outside(click.team, click.user):
                return
            asker = Asker(click.channel, click.user)
            texts = (await asyncio.to_thread(examples_for, self._responder, asker))[:PROMPTS_MAX]
            prompts = [{"title": shorten(tame(text), LABEL_MAX_CHARS), "message": text} for text in texts]
            # A thread is named by the older pane alone; here Slack would take such a call and do nothing.
            # Source: docs.slack.dev, assistant.threads.setSuggestedPrompts, "Usage info"; read 2026-11.
            setting = self._client.assistant_threads_setSuggestedPrompts(
                channel_id=click.channel, title=TITLE, prompts=prompts or [WITHOUT_ANY]
            )
            await call(setting)
        except (CallRefusedError, CallLimitedError, CallLostError) as error:
            log.warning("prompts_failed", extra={"error": str(error)})
