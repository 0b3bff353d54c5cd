"""The process around the program: its signals, its HTTP address, work that ends when it is told to stop."""

import asyncio
import signal
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any, Final, TypeVar

from aiohttp import web

from bot.errors import SettingsError, StateError
from bot.settings import Address

SHUTDOWN_S: Final = 2.0
CHECK_TIMEOUT_S: Final = 2.0
T = TypeVar("T")


@contextmanager
def stop_on_signals() -> Iterator[asyncio.Event]:
    """An event that SIGTERM and SIGINT set."""
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for one in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(one, stop.set)
    try:
        yield stop
    finally:
        for one in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(one)


async def asked_of_state(call: Callable[[], T]) -> tuple[T] | None:
    """What a call on the state gives; None where it does not answer in time, or not at all."""
    try:
        async with asyncio.timeout(CHECK_TIMEOUT_S):
            return (await asyncio.to_thread(call),)
    except (StateError, TimeoutError):
        return None


@asynccontextmanager
async def listening(app: web.Application, address: Address) -> AsyncIterator[int]:
    """Serve the pages; gives the port in use."""
    runner = web.AppRunner(app, access_log=None, handle_signals=False, shutdown_timeout=SHUTDOWN_S)
    await runner.setup()
    try:
        site = web.TCPSite(runner, address.host, address.port)
        try:
            await site.start()
        except OSError as error:
            raise SettingsError(
                f"BRIEFING_LISTEN names an address that cannot be listened on ({error.strerror}): "
                "choose another port, or end the program that holds it"
            ) from None
        yield int(runner.addresses[0][1])
    finally:
        await runner.cleanup()


async def unless(stop: asyncio.Event, work: Coroutine[Any, Any, T]) -> T | None:
    """The work's result; None when told to stop first."""
    working, stopping = asyncio.ensure_future(work), asyncio.ensure_future(stop.wait())
    try:
        await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
        return working.result() if working.done() else None
    finally:
        working.cancel()
        stopping.cancel()
        await asyncio.gather(working, stopping, return_exceptions=True)
