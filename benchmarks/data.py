"""Where the development data lies, and what is said where it does not."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

BESIDE = Path(__file__).parents[2] / "shared" / "data"


def data_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """The folder that BRIEFING_BENCH_DATA names, else ``../shared/data`` beside the project."""
    return Path(environment.get("BRIEFING_BENCH_DATA") or BESIDE)


DATA = data_folder()


def needs(*files: str) -> None:
    """End this run with a sentence unless the data has these files."""
    missing = [file for file in files if not (DATA / file).exists()]
    if missing:
        print(f"skipped: the data has no {', '.join(missing)} (BRIEFING_BENCH_DATA names its folder)")
        sys.exit(0)
