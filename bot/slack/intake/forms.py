"""The forms of a proposed document: an embargo's end, and answers to what it leaves open."""

import asyncio
from collections.abc import Callable, Mapping, Set
from dataclasses import replace
from datetime import datetime, time
from functools import partial
from hashlib import sha256
from typing import Any, Final
from zoneinfo import ZoneInfo

from bot.briefing.model import Status
from bot.slack import sentences as plain_sentences
from bot.slack.desk.sentences import TOO_OLD
from bot.slack.intake import sentences
from bot.slack.intake.proposing import IMPORT, About
from bot.slack.payload.message import Block
from bot.slack.pressing.reading import Click
from bot.slack.pressing.windows import Windows, plain, section, view
from bot.slack.rendering.buttons import Action
from bot.state.arrivals import REF_CHARS, Arrival
from bot.state.audit import Audit, Deed
from bot.state.offers import Offer, Offers

EMBARGO_FORM: Final = "import_embargo_form"
ANSWER_FORM: Final = "import_answer_form"
FORM_OF: Final = {Action.IMPORT_EMBARGO: EMBARGO_FORM, Action.IMPORT_ANSWER: ANSWER_FORM}
ANSWERS: Final = ("held_on", "publisher", "title", "status", "labels", "accepted", "leave_out")
LABELS_MAX_CHARS: Final = 2_000
ID_CHARS: Final = 32
_STATUSES: Final = {
    Status.OFFICIAL.value: "The official transcript",
    Status.RUSH.value: "A rush transcript",
    Status.CAPTIONS.value: "Captions",
    Status.AS_QUOTED.value: "As quoted by a publisher",
    Status.INTERPRETED.value: "Interpreted from another language",
    Status.AS_PREPARED.value: "As prepared, before it was spoken",
    Status.SUMMARY.value: "A summary",
}
_WORDS_OF_NOBODY: Final = {"no": "Ask again", "yes": "Leave them out"}


class Forms:
    """Opens the forms, and turns what was sent into the press of a button."""

    def __init__(
        self,
        *,
        windows: Windows,
        offers: Offers,
        admins: Set[str],
        audit: Audit,
        clock: Callable[[], datetime],
        time_zone: ZoneInfo,
    ) -> None:
        self._windows, self._offers, self._admins = windows, offers, admins
        self._audit, self._clock, self._time_zone = audit, clock, time_zone

    def opens(self, click: Click) -> bool:
        """Whether this press opens a form."""
        return click.action in FORM_OF

    async def open(self, click: Click) -> None:
        """Open the form that a press asks for."""
        await self._windows.open(click, partial(self._window, click))

    async def sent(self, click: Click) -> tuple[dict[str, Any], Arrival | None]:
        """What was filled in: the ack, and what is to be done; None where something is wrong.

        Raises:
            StateError: It could not be written down.
        """
        offer = await self._offered(click, click.private_metadata)
        if isinstance(offer, str):
            return {"response_action": "update", "view": view("Import", [section(offer)])}, None
        form = dict(click.form or {})
        if click.action == EMBARGO_FORM:
            given = self._embargo(form)
            if isinstance(given, tuple):
                return {"response_action": "errors", "errors": dict([given])}, None
            action, answers = Action.IMPORT_ADD, {"embargo": given}
        else:
            action = Action.IMPORT_ANSWER
            answers = {name: form.get(name, "") for name in ANSWERS}
        about = About.of(offer)
        about = replace(about, given={**about.given, **{name: said for name, said in answers.items() if said}})
        new_id = sha256(f"{offer.id}:{click.key}".encode()).hexdigest()[:ID_CHARS]
        settled = Offer(new_id, IMPORT, offer.team, click.user, about.text, self._clock().timestamp())
        await asyncio.to_thread(self._offers.keep, settled)
        return {}, replace(click.arrival, text=f"{action.value} {new_id} {click.name}")

    async def _window(self, click: Click) -> dict[str, Any]:
        offer = await self._offered(click, click.value)
        if isinstance(offer, str):
            return view("Import", [section(offer)])
        form = FORM_OF[Action(click.action)]
        is_embargo = form == EMBARGO_FORM
        fields = _embargo_fields(self._clock().astimezone(self._time_zone)) if is_embargo else _answer_fields(offer)
        window = view("Add with embargo" if is_embargo else "Answer questions", fields)
        return {
            **window,
            "callback_id": form,
            "private_metadata": offer.id,
            "submit": plain("Add" if is_embargo else "Send"),
        }

    async def _offered(self, click: Click, offer_id: str) -> Offer | str:
        """The offer, if an admin asks and it is there; else a sentence, and a line in the audit."""
        if click.user not in self._admins:
            await self._refuse(click, "not an admin")
            return plain_sentences.not_admin("import")
        offer = await asyncio.to_thread(self._offers.get, offer_id, click.team)
        if offer is None or offer.kind != IMPORT:
            await self._refuse(click, "unknown offer")
            return TOO_OLD
        return offer

    async def _refuse(self, click: Click, why: str) -> None:
        ref = click.key[:REF_CHARS].upper()
        deed = Deed(f"{click.team}:{click.user}", click.action, click.channel, f"refused: {why}", ref)
        await asyncio.to_thread(self._audit.write, deed, self._clock().timestamp())

    def _embargo(self, form: dict[str, str]) -> str | tuple[str, str]:
        """The moment as a briefing file has it; or the field that is wrong, and why."""
        try:
            zone = ZoneInfo(form.get("zone", "").strip())
        except (ValueError, OSError, KeyError):
            return "zone", sentences.NO_ZONE
        try:
            day, at = datetime.fromisoformat(form.get("day", "")).date(), time.fromisoformat(form.get("time", ""))
        except ValueError:
            return "day", sentences.NO_MOMENT
        moment = datetime.combine(day, at, zone)
        return moment.isoformat(timespec="minutes") if moment > self._clock() else ("day", sentences.PAST)


def _embargo_fields(now: datetime) -> list[Block]:
    zone = getattr(now.tzinfo, "key", "UTC")
    return [
        _field("day", "Until which day?", {"type": "datepicker", "initial_date": f"{now:%Y-%m-%d}"}),
        _field("time", "At what time?", {"type": "timepicker", "initial_time": "18:00"}),
        _field("zone", "In which time zone?", {"type": "plain_text_input", "initial_value": zone}),
    ]


def _answer_fields(offer: Offer) -> list[Block]:
    given = About.of(offer).given
    how = "One a line: LABEL = question, speech, narration or skip; or LABEL = an id of speakers.yaml."
    day = {"initial_date": given["held_on"]} if given.get("held_on") else {}
    return [
        _field("held_on", "On which day was it held?", {"type": "datepicker", **day}, optional=True),
        _field("publisher", "Who published it?", _line(given.get("publisher", "")), optional=True),
        _field("title", "What is its title?", _line(given.get("title", "")), optional=True),
        _field("status", "How close is it to the spoken word?", _select(_STATUSES, given.get("status")), optional=True),
        _field(
            "labels",
            "What do its labels stand for?",
            {**_line(given.get("labels", "")), "multiline": True, "max_length": LABELS_MAX_CHARS},
            optional=True,
            hint=how,
        ),
        _field(
            "accepted",
            "Which lines are right as I read them?",
            _line(given.get("accepted", "")),
            optional=True,
            hint="Line numbers, parted by commas. Words of nobody in them are left out.",
        ),
        _field(
            "leave_out",
            "Words that belong to nobody",
            _select(_WORDS_OF_NOBODY, given.get("leave_out") or "no"),
            optional=True,
        ),
    ]


def _select(options: Mapping[str, str], chosen: str | None) -> Block:
    each = {value: {"text": plain(label), "value": value} for value, label in options.items()}
    initial = {"initial_option": each[chosen]} if chosen in each else {}
    return {"type": "static_select", "options": list(each.values()), **initial}


def _line(value: str) -> Block:
    return {"type": "plain_text_input", **({"initial_value": value} if value else {})}


def _field(name: str, label: str, element: Block, *, optional: bool = False, hint: str = "") -> Block:
    block: Block = {
        "type": "input",
        "block_id": name,
        "optional": optional,
        "label": plain(label),
        "element": {**element, "action_id": name},
    }
    return {**block, "hint": plain(hint)} if hint else block
