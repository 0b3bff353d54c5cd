"""How a command ends: an exit code, a sentence for people, never a traceback."""

import os
import sys
import traceback
from collections.abc import Sequence

import click

from bot.errors import BriefingError

EXIT_BROKEN = 70
"""An error of ours. Source: sysexits.h, EX_SOFTWARE."""


def run(command: click.Command, arguments: Sequence[str]) -> int:
    """Run a command; errors become a sentence on stderr and their exit code."""
    use_utf8()
    try:
        result = command.main(args=list(arguments), prog_name="briefing", standalone_mode=False)
    except click.exceptions.Abort:
        return _tell("Stopped.", 130)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except BriefingError as error:
        return _tell(str(error), error.exit_code)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:  # noqa: BLE001  # the last resort: no traceback reaches a person unasked
        return _broken(error)
    return result if isinstance(result, int) else 0


def use_utf8() -> None:
    """Write UTF-8 whatever the locale; what cannot be written is escaped."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _tell(sentence: str, code: int) -> int:
    click.echo(sentence, err=True)
    return code


def _broken(error: Exception) -> int:
    if os.environ.get("BRIEFING_TRACE"):
        traceback.print_exception(error, file=sys.stderr)
    return _tell(
        f"Something went wrong on my side ({type(error).__name__}). "
        "Run the command again with BRIEFING_TRACE=1 to see where, and report it.",
        EXIT_BROKEN,
    )
