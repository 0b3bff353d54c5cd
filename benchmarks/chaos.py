"""Kill the program again and again under load, and print what people saw.

python -m benchmarks.chaos --kills 40
python -m benchmarks.chaos --kills 40 --history
"""

import argparse
import asyncio
import tempfile
from pathlib import Path

from tests.loopback import BotProcess, LoopbackSlack
from tests.loopback.storm import PATIENT, Figures, Storm, blow
from tests.slack.conversations import NEWSROOM, QUESTION


async def run(storm: Storm, history: bool, mode: str) -> Figures:
    """One storm over a fresh state."""
    with tempfile.TemporaryDirectory() as home:
        async with LoopbackSlack(PATIENT) as slack:
            if history:
                slack.workspace.scopes |= {"channels:history", "groups:history"}
            bot = BotProcess(slack, NEWSROOM, Path(home), "http" if mode == "http" else "socket")
            async with bot:
                return await blow(storm, slack, bot)


def main() -> None:
    """Read the arguments, blow, print; exit 1 when something was lost."""
    parser = argparse.ArgumentParser(description="Kill the program under load and count what people saw.")
    parser.add_argument("--kills", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rate", type=float, default=8.0, help="questions a second; Slack's own ceiling is 8.3")
    parser.add_argument("--latency", type=float, default=0.1, help="seconds Slack takes for a call")
    parser.add_argument("--mode", choices=("socket", "http"), default="socket")
    parser.add_argument("--history", action="store_true", help="with the history scopes")
    given = parser.parse_args()
    storm = Storm(given.seed, given.kills, given.rate, QUESTION, given.latency)
    figures = asyncio.run(run(storm, given.history, given.mode))
    print(f"{given.mode}, {'with' if given.history else 'without'} history scope: {figures}")
    allowed = 0 if given.history else figures.kills
    raise SystemExit(1 if figures.lost or figures.doubles > allowed else 0)


if __name__ == "__main__":
    main()
