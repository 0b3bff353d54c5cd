"""Windows and Homes as a person sees them."""

from collections.abc import Callable
from typing import Any

from tests.loopback.payloads import texts_of
from tests.slack.conftest import Stage

View = dict[str, Any]


def read(view: View) -> str:
    """Every word of a view."""
    return "\n".join(texts_of(view["blocks"]))


def quotes_of(view: View) -> list[str]:
    """The words of each quotation in a view."""
    parts = (part for block in view["blocks"] if block["type"] == "rich_text" for part in block["elements"])
    return ["".join(texts_of(part)) for part in parts if part["type"] == "rich_text_quote"]


def action_of(view: View, action_id: str) -> dict[str, Any]:
    """The action that pressing a button of a view sends."""
    for block in view["blocks"]:
        for part in block.get("elements", ()):
            if part.get("action_id") == action_id:
                return {key: part[key] for key in ("action_id", "value", "type") if key in part}
    raise LookupError(f"no action {action_id!r} in {view['blocks']}")


async def home_of(stage: Stage, user: str) -> View:
    """The Home that somebody sees who opens the app now."""
    before = stage.slack.workspace.views.get(user, {}).get("hash")
    stage.slack.visit_home(user)
    return await changed_home(stage, user, before)


async def changed_home(stage: Stage, user: str, before: str | None) -> View:
    """The Home once it is another than before."""
    views = stage.slack.workspace.views
    await stage.slack.wait_until(lambda: user in views and views[user]["hash"] != before)
    return views[user]


async def window_after(stage: Stage, act: Callable[[], object]) -> View:
    """The window that something opens, once it is filled."""
    views = stage.slack.workspace.views
    before = {(view["id"], view["hash"]) for view in views.values()}
    act()

    def filled() -> list[View]:
        new = [view for view in views.values() if view["type"] == "modal" and (view["id"], view["hash"]) not in before]
        return [view for view in new if "One moment" not in read(view)]

    return (await stage.slack.wait_until(filled))[0]
