"""What a start may cost, and what the project declares about itself."""

import ast
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

START = """
import json, sys
from bot.__main__ import main
sys.argv = ["briefing", *sys.argv[1:]]
try:
    main()
except SystemExit:
    pass
print("\\n" + json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""
IMPORT_EVERYTHING = """
import importlib, json, os, pkgutil, threading
before = dict(os.environ)
import bot
for module in pkgutil.walk_packages(bot.__path__, "bot."):
    importlib.import_module(module.name)
print(json.dumps([dict(os.environ) == before, threading.active_count(), os.listdir()]))
"""
# The names under which packages are imported, where these differ from the package's own.
IMPORTED_AS = {"pyyaml": "yaml", "pystemmer": "Stemmer", "python-docx": "docx"}
# Zone files, found by zoneinfo itself, and what trafilatura wants beside lxml; nothing imports them.
NEVER_IMPORTED = {"tzdata", "lxml-html-clean"}


def run_python(code: str, *arguments: str, folder: Path = ROOT) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=folder, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def packages_loaded_by(*arguments: str) -> set[str]:
    return set(json.loads(run_python(START, *arguments).splitlines()[-1]))


@pytest.mark.parametrize("arguments", [("--help",), ("ask", "--help"), ("serve", "--help"), ("--version",)])
def test_help_pays_for_no_heavy_package(arguments: tuple[str, ...]) -> None:
    heavy = {"numpy", "yaml", "rank_bm25", "slack_bolt", "slack_sdk", "aiohttp", "sqlalchemy"}

    assert packages_loaded_by(*arguments) & heavy == set()


def test_a_question_in_the_terminal_pays_for_neither_slack_nor_sql() -> None:
    loaded = packages_loaded_by("ask", "North Korea")

    assert "numpy" in loaded
    assert loaded & {"slack_bolt", "slack_sdk", "aiohttp", "sqlalchemy"} == set()


def test_importing_bot_loads_nothing_else() -> None:
    code = "import sys; before = set(sys.modules); import bot; print(sorted(set(sys.modules) - before))"

    assert run_python(code).strip() == "['bot']"


def test_importing_every_module_starts_writes_and_changes_nothing(tmp_path: Path) -> None:
    assert json.loads(run_python(IMPORT_EVERYTHING, folder=tmp_path)) == [True, 1, []]


def packages_imported_in(*folders: str) -> set[str]:
    files = [file for folder in folders for file in (ROOT / folder).rglob("*.py")]
    trees = [ast.parse(file.read_text(encoding="utf-8")) for file in files]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}
    return {name.partition(".")[0] for name in names} - {"bot", "tests", "benchmarks", *sys.stdlib_module_names}


def names_of(requirements: list[str]) -> list[str]:
    return [re.split("[<>=]", requirement)[0] for requirement in requirements]


def importable(requirements: list[str]) -> set[str]:
    names = {name.lower() for name in names_of(requirements)} - NEVER_IMPORTED
    return {IMPORTED_AS.get(name, name.replace("-", "_")) for name in names}


def test_every_package_declared_is_imported_and_every_package_imported_is_declared() -> None:
    assert packages_imported_in("bot") == importable(PROJECT["project"]["dependencies"])


def test_tests_and_benchmarks_import_only_what_is_declared() -> None:
    declared = [*PROJECT["project"]["dependencies"], *PROJECT["project"]["optional-dependencies"]["dev"]]

    assert packages_imported_in("tests", "benchmarks") - importable(declared) == set()


def test_every_dependency_has_its_reason_in_contributing() -> None:
    reasons = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("## Dependencies")[2]
    groups = [PROJECT["project"]["dependencies"], *PROJECT["project"]["optional-dependencies"].values()]

    assert [name for group in groups for name in names_of(group) if f"`{name}`" not in reasons] == []


def pins_of(lock: str) -> dict[str, str]:
    """Package to version and hashes, as the lock file writes them."""
    text = re.sub(r"(?m)^ *#.*\n", "", (ROOT / lock).read_text(encoding="utf-8"))
    return {name: " ".join(rest.split()) for name, rest in re.findall(r"(?ms)^([a-z0-9-]+)==(.*?)(?=^\S|\Z)", text)}


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_holds_exact_versions_with_hashes_and_nothing_else(lock: str) -> None:
    pins = pins_of(lock)
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()

    assert all("--hash=sha256:" in rest for rest in pins.values())
    assert len([line for line in lines if re.match(r"[^#\s]", line)]) == len(pins)


def test_the_runtime_lock_holds_what_is_declared_and_what_builds_it() -> None:
    needed = {*names_of(PROJECT["project"]["dependencies"]), "hatchling", "editables"}

    assert {name.lower() for name in needed} <= set(pins_of("requirements.lock"))


def test_the_development_lock_repeats_every_pin_of_the_runtime_lock() -> None:
    assert pins_of("requirements.lock").items() <= pins_of("requirements-dev.lock").items()
