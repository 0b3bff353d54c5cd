"""Chromium without a window, told what to do over its DevTools protocol.

Source: chromedevtools.github.io/devtools-protocol.
"""

import asyncio
import base64
import json
import os
import shutil
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import aiohttp

CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), ""
)
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-extensions",
    "--no-proxy-server",
    "--remote-debugging-port=0",
    "--force-color-profile=srgb",
    "--lang=en-GB",
    # A mouse that can hover, as on a desk. Source: blink's public/common/web_preferences, PointerType and HoverType.
    "--blink-settings=primaryHoverType=2,availableHoverTypes=2,primaryPointerType=4,availablePointerTypes=4",
)
KEYS: dict[str, tuple[str, int, str]] = {
    "Enter": ("Enter", 13, "\r"),
    "Tab": ("Tab", 9, ""),
    "Escape": ("Escape", 27, ""),
    "ArrowDown": ("ArrowDown", 40, ""),
    "ArrowUp": ("ArrowUp", 38, ""),
    "Space": (" ", 32, " "),
    "Home": ("Home", 36, ""),
    "End": ("End", 35, ""),
}


class Browser:
    """One page of one Chromium."""

    def __init__(self, profile: Path) -> None:
        self._profile = profile
        self._count = 0
        self._waiting: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self.complaints: list[str] = []

    async def __aenter__(self) -> Self:
        inherited = {key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ}
        self._process = await asyncio.create_subprocess_exec(
            CHROMIUM,
            *FLAGS,
            f"--user-data-dir={self._profile}",
            "about:blank",
            env={**inherited, "TZ": "UTC"},
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        port = await self._port()
        self._session = aiohttp.ClientSession()
        async with self._session.get(f"http://127.0.0.1:{port}/json") as listed:
            pages = [one for one in await listed.json() if one["type"] == "page"]
        self._socket = await self._session.ws_connect(pages[0]["webSocketDebuggerUrl"], max_msg_size=0)
        self._reader = asyncio.create_task(self._read())
        for domain in ("Page", "Runtime", "Log"):
            await self.send(f"{domain}.enable")
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._reader.cancel()
        await asyncio.gather(self._reader, return_exceptions=True)
        await self._socket.close()
        await self._session.close()
        self._process.terminate()
        await self._process.wait()

    async def send(self, method: str, **arguments: Any) -> dict[str, Any]:
        """One command; its result."""
        self._count += 1
        answered: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        self._waiting[self._count] = answered
        await self._socket.send_json({"id": self._count, "method": method, "params": arguments})
        async with asyncio.timeout(30):
            return await answered

    async def open(self, address: str) -> None:
        """Go to an address and wait until the page has drawn something."""
        await self.send("Page.navigate", url=address)
        await self.until("document.readyState === 'complete' && document.querySelector('#composer textarea')")

    async def look(self, width: int, height: int, *, dark: bool = False, scale: int = 1) -> None:
        """A window of that size, in light or dark; motion is reduced, as some people ask for."""
        await self.send(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=scale,
            mobile=False,
        )
        features = [
            {"name": "prefers-color-scheme", "value": "dark" if dark else "light"},
            {"name": "prefers-reduced-motion", "value": "reduce"},
        ]
        await self.send("Emulation.setEmulatedMedia", features=features)

    async def run(self, script: str) -> Any:
        """The value of an expression in the page."""
        said = await self.send("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in said:
            raise AssertionError(json.dumps(said["exceptionDetails"])[:2_000])
        return said["result"].get("value")

    async def until(self, script: str, within_s: float = 20.0) -> Any:
        """Wait until an expression is true; its value."""
        deadline_s = time.monotonic() + within_s
        while not (
            value := await self.run(f"Boolean({script}) && ({script})?.textContent !== undefined ? true : {script}")
        ):
            if time.monotonic() > deadline_s:
                raise TimeoutError(f"{script}\n{await self.run('document.body.innerText')}\n{self.complaints}")
            await asyncio.sleep(0.05)
        return value

    async def click(self, selector: str) -> None:
        """Press the mouse in the middle of an element."""
        target = json.dumps(selector)
        await self.until(f"document.querySelector({target})")
        place = await self.run(
            f"(() => {{ const it = document.querySelector({target}); it.scrollIntoView({{block: 'nearest'}});"
            "const box = it.getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2]; })()"
        )
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            button = {} if kind == "mouseMoved" else {"button": "left", "clickCount": 1}
            await self.send("Input.dispatchMouseEvent", type=kind, x=place[0], y=place[1], **button)

    async def focus(self, selector: str) -> None:
        """Put the focus on an element, once it is there: a page that changes hands draws its fields anew."""
        target = json.dumps(selector)
        await self.until(f"document.querySelector({target})")
        await self.run(f"document.querySelector({target}).focus()")

    async def type(self, text: str) -> None:
        """Write where the focus is."""
        await self.send("Input.insertText", text=text)

    async def press(self, name: str, *, shift: bool = False) -> None:
        """Press a key and let it go."""
        key, code, text = KEYS[name]
        for kind in ("keyDown", "keyUp"):
            held = {"text": text} if text and kind == "keyDown" else {}
            await self.send(
                "Input.dispatchKeyEvent",
                type=kind,
                key=key,
                code=name,
                windowsVirtualKeyCode=code,
                modifiers=8 if shift else 0,
                **held,
            )

    async def picture(self, file: Path) -> None:
        """What is seen now, as a PNG."""
        await self.run("document.fonts.ready.then(() => new Promise((done) => setTimeout(done, 60)))")
        shot = await self.send("Page.captureScreenshot", format="png")
        await asyncio.to_thread(file.write_bytes, base64.b64decode(shot["data"]))

    async def _port(self) -> int:
        file, deadline_s = self._profile / "DevToolsActivePort", time.monotonic() + 30
        while not file.exists() or not file.read_text(encoding="utf-8").strip():
            if time.monotonic() > deadline_s:
                raise TimeoutError("Chromium does not start")
            await asyncio.sleep(0.05)
        return int(file.read_text(encoding="utf-8").split("\n")[0])

    async def _read(self) -> None:
        async for frame in self._socket:
            said = json.loads(frame.data)
            waiting = self._waiting.pop(said.get("id"), None)
            if waiting is not None and not waiting.done():
                waiting.set_result(said.get("result", said))
            elif said.get("method") == "Runtime.exceptionThrown":
                self.complaints.append(json.dumps(said["params"])[:2_000])
            elif said.get("method") == "Log.entryAdded" and said["params"]["entry"]["level"] == "error":
                self.complaints.append(said["params"]["entry"]["text"])
