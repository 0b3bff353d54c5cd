"""Is it alive, is it ready, what has it counted: three small pages."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Final

from aiohttp import web

Reasons = Callable[[], Awaitable[Sequence[str]]]
Lines = Callable[[], Awaitable[Sequence[str]]]

HEADERS: Final = {"Cache-Control": "no-store"}


def health_app(not_ready: Reasons, metrics: Lines) -> web.Application:
    """An application with ``/livez``, ``/readyz`` and ``/metrics``.

    Args:
        not_ready: Sentences why no work can be done now; empty when it can.
        metrics: Lines in Prometheus' text format.
    """

    async def livez(_request: web.Request) -> web.Response:
        # It is served by the loop that does the work: to answer at all is the proof.
        return web.json_response({"alive": True}, headers=HEADERS)

    async def readyz(_request: web.Request) -> web.Response:
        reasons = list(await not_ready())
        status = 503 if reasons else 200
        return web.json_response({"ready": not reasons, "reasons": reasons}, status=status, headers=HEADERS)

    async def counted(_request: web.Request) -> web.Response:
        return web.Response(text="".join(f"{line}\n" for line in await metrics()), headers=HEADERS)

    app = web.Application()
    app.router.add_get("/livez", livez)
    app.router.add_get("/readyz", readyz)
    app.router.add_get("/metrics", counted)
    return app
