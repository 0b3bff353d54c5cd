"""The package as it is installed: whole, and useful with no folder at hand."""

import os
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
CLEAN = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "BRIEFING_", "SLACK_"))}

Run = Callable[..., subprocess.CompletedProcess[str]]


def run(*command: str | Path, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=folder, env={**CLEAN, **variables}, capture_output=True, text=True, check=False, timeout=120
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    dist = tmp_path_factory.mktemp("dist")
    built = run(sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", dist, folder=ROOT)
    assert built.returncode == 0, built.stderr
    (made,) = dist.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def briefing(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The installed command, run in an empty folder."""
    site, empty = tmp_path_factory.mktemp("site"), tmp_path_factory.mktemp("empty")
    pip = (sys.executable, "-m", "pip", "install", "--no-deps", "--no-index", "--no-compile", "--target", site)
    installed = run(*pip, wheel, folder=empty)
    assert installed.returncode == 0, installed.stderr

    def command(*arguments: str) -> subprocess.CompletedProcess[str]:
        return run(site / "bin" / "briefing", *arguments, folder=empty, PYTHONPATH=str(site))

    return command


def test_the_wheel_holds_every_room_and_every_shipped_briefing(wheel: Path) -> None:
    modules = {str(file.relative_to(ROOT)) for file in (ROOT / "bot").rglob("*.py")}
    knowledge = {f"bot/_knowledge/{file.name}" for file in (ROOT / "knowledge").iterdir() if file.is_file()}
    page = {str(file.relative_to(ROOT)) for file in (ROOT / "bot/web/preview/assets").iterdir()} | {"bot/_app.yaml"}
    held = set(zipfile.ZipFile(wheel).namelist())

    assert modules | knowledge | page <= held
    assert {name.partition("/")[0] for name in held} == {"bot", f"briefing_bot-{VERSION}.dist-info"}
    assert f"briefing_bot-{VERSION}.dist-info/licenses/LICENSE" in held


def test_what_an_import_leaves_in_the_working_tree_is_packed_nowhere(tmp_path: Path) -> None:
    for name in ("bot", "knowledge"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md", "app.yaml", ".gitignore"):
        shutil.copy(ROOT / name, tmp_path / name)
    left = ("originals/ab12-letter.html", ".versions/old.yaml", ".import-cache.json", "2030/secret.yaml", ".env")
    for name in left:
        (tmp_path / "knowledge" / name).parent.mkdir(exist_ok=True)
        (tmp_path / "knowledge" / name).write_text("left: here\n", encoding="utf-8")

    built = run(sys.executable, "-m", "hatchling", "build", "--directory", tmp_path / "dist", folder=tmp_path)
    assert built.returncode == 0, built.stderr
    (packed,), (archived,) = (tmp_path / "dist").glob("*.whl"), (tmp_path / "dist").glob("*.tar.gz")
    assert not [name for name in zipfile.ZipFile(packed).namelist() if name.endswith(left)]
    with tarfile.open(archived) as archive:
        assert not [name for name in archive.getnames() if name.endswith(left[:3] + left[4:])]


def test_an_installed_briefing_answers_with_no_folder_at_hand_and_says_so(briefing: Run) -> None:
    asked = briefing("ask", "What did the spokesman say about North Korea?")

    assert asked.returncode == 0, asked.stderr
    assert "“" in asked.stdout
    assert "the one that came with the package" in asked.stderr


def test_the_shipped_briefings_pass_the_check_where_they_are_installed(briefing: Run) -> None:
    checked = briefing("check")

    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "_knowledge" in checked.stdout
    assert "no problems" in checked.stdout


def test_an_installed_briefing_knows_its_version(briefing: Run) -> None:
    assert briefing("--version").stdout == f"briefing, version {VERSION}\n"
