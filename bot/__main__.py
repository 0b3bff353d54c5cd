"""Start the command line: ``python -m bot`` and ``briefing`` are the same."""

import sys

from bot.cli.commands import briefing
from bot.cli.outcome import run


def main() -> None:
    """Run the command line and exit with its code."""
    sys.exit(run(briefing, sys.argv[1:]))


if __name__ == "__main__":
    main()
