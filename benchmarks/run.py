"""Run every section, each as a command of its own, and write ``benchmarks/RESULTS.md``.

python -m benchmarks.run                      # all of them
python -m benchmarks.run people documents     # only these; the others keep what RESULTS.md has
"""

import argparse
import os
import platform
import re
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).parent
RESULTS = HERE / "RESULTS.md"
LONGEST_S = 3_600

SECTIONS: Mapping[str, str] = {
    "speed": "Answers and reloads",
    "documents": "Documents as they come",
    "groundrules": "Calls on background and under embargo",
    "notices": "Corrections and answers given later",
    "duplicates": "Briefings published twice",
    "revisions": "Transcripts changed after publication",
    "articles": "Quotations in news articles",
    "people": "Who a label names",
    "questions": "Reporters' questions over the archive",
    "archive": "The archive: import, check, first answer",
    "quotes": "Half-remembered quotations",
    "phrases": "First use of a phrase",
    "load": "Ten questions a second on the whole archive",
}
"""Modules of this folder in the order of the report: each prints Markdown, or a sentence that starts with "skipped"."""
_SECTION = re.compile(r"^## .*?$\n+`python -m benchmarks\.(\w+)`.*?(?=^## |\Z)", re.M | re.S)


def main() -> None:
    """Run the sections and write the report."""
    there = [name for name in SECTIONS if (HERE / f"{name}.py").is_file()]
    parser = argparse.ArgumentParser(description="Run the benchmarks and write RESULTS.md.")
    parser.add_argument("sections", nargs="*", help=f"some of: {', '.join(there)}")
    chosen = parser.parse_args().sections or there
    unknown = sorted({*chosen} - {*there})
    if unknown:
        parser.error(f"no such section: {', '.join(unknown)}; there are {', '.join(there)}")
    kept = sections_in(RESULTS.read_text(encoding="utf-8")) if RESULTS.is_file() else {}
    for name in (name for name in there if name in chosen):
        print(f"{name} …", file=sys.stderr, flush=True)
        kept[name] = section(name)
    text = report([kept[name] for name in there if name in kept])
    RESULTS.write_text(text, encoding="utf-8")
    print(text, end="")


def sections_in(text: str) -> dict[str, str]:
    """The sections of an earlier report by the module that made them."""
    return {found[1]: found[0].strip() for found in _SECTION.finditer(text)}


def section(name: str) -> str:
    """One section's heading, command, date and what the command prints; a failure is said in its place."""
    started = time.perf_counter()
    command = [sys.executable, "-m", f"benchmarks.{name}"]
    done = subprocess.run(command, cwd=HERE.parent, capture_output=True, text=True, check=False, timeout=LONGEST_S)
    took_s = time.perf_counter() - started
    printed = done.stdout.strip()
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["nothing"])[-1]
        printed = f"{printed}\n\nfailed with exit code {done.returncode}: {last}".strip()
    head = f"`python -m benchmarks.{name}` · {datetime.now(UTC):%Y-%m-%d} · {took_s:.0f} s"
    return f"## {SECTIONS[name]}\n\n{head}\n\n{printed}"


def report(sections: Sequence[str]) -> str:
    """The whole report: the machine, the versions, the sections."""
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    packages = ("numpy", "rank-bm25", "PyStemmer", "PyYAML", "lxml", "trafilatura", "pypdfium2")
    versions = ", ".join(f"{name} {version(name)}" for name in packages)
    head = f"# Results\n\nMade by `make bench`.\n\nMachine: {machine}; {versions}."
    return "\n\n".join([head, *sections]) + "\n"


if __name__ == "__main__":
    main()
