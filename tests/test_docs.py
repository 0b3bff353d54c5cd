"""The documents say what is so: commands run, tables equal the code, links lead somewhere."""

import dataclasses
import inspect
import json
import os
import re
import shlex
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.answer.verifying.model import Verdict
from bot.cli.commands import briefing
from bot.cli.outcome import EXIT_BROKEN
from bot.errors import EXIT_NOTHING_FOUND, EXIT_SOCKET_DEAD, BriefingError
from bot.query.keys import KEYS
from bot.settings import Settings

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BOT = (sys.executable, "-m", "bot")
EXIT_STOPPED = 128 + signal.SIGINT
QUIET = {
    name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "BRIEFING_", "MAKE", "MFLAGS"))
}

ON_BACKGROUND = """
id: 2024-05-02-harbour
title: Harbour Ministry press briefing
held_on: 2024-05-02
source: {publisher: Ministry of Harbours, kind: transcript, status: official}
turns:
  - {question: Will the ferry to Northport run this winter?, printed: Q}
  - speech: It will run every day of the week, ice or no ice.
    ground_rule: {rule: on_background, attribution: a ministry official, sentence: Quote me as a ministry official.}
"""


def run(*command: str, folder: Path = ROOT, stdin: str = "", **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=folder,
        env={**QUIET, "BRIEFING_TIME_ZONE": "UTC", "PYTHONPATH": str(ROOT), **variables},
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def fenced(language: str) -> list[str]:
    return re.findall(rf"(?ms)^```{language}\n(.*?)^```$", README)


def table(heading: str) -> list[list[str]]:
    """The rows under a table's heading row, each a list of cells."""
    rows = README.partition(f"| {heading} |")[2].partition("\n\n")[0].splitlines()[2:]
    return [[cell.strip() for cell in row.strip("|").split(" | ")] for row in rows]


def coded(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def shell_lines() -> list[str]:
    return [line for block in fenced("sh") for line in block.splitlines()]


def test_the_exchange_at_the_top_is_what_the_program_says() -> None:
    command, said = fenced("text")[0].split("\n", 1)
    question = re.fullmatch(r'\$ make ask Q="(.+)"', command)
    assert question

    assert run(*BOT, "ask", question[1]).stdout.strip() == said.strip()


@pytest.mark.parametrize(
    "line", [line for line in shell_lines() if ".venv/bin/briefing" in line and "serve" not in line]
)
def test_each_question_and_check_in_the_readme_runs(line: str) -> None:
    given, _, command = line.rpartition(".venv/bin/briefing ")
    stdin = shlex.split(given)[1] if given.startswith("echo ") else ""
    done = run(*BOT, *shlex.split(command), stdin=stdin)

    assert done.returncode == 0, done.stdout + done.stderr


def test_the_readmes_serve_command_needs_just_what_the_line_before_it_sets() -> None:
    (export,) = [line for line in shell_lines() if line.startswith("export ")]
    planned = run("make", "--dry-run", "serve").stdout
    needed = run(*BOT, "serve", "--socket").stderr

    assert "make serve" in shell_lines()
    assert "briefing serve --socket" in planned

    assert re.findall(r"(?m)^(\w+) is missing", needed) == re.findall(r"(\w+)=", export)


@pytest.mark.parametrize("line", [line for line in shell_lines() if line.startswith("make ")])
def test_each_make_command_in_the_readme_has_its_target(line: str) -> None:
    planned = run("make", "--dry-run", *shlex.split(line)[1:])

    assert planned.returncode == 0, planned.stderr


def test_every_shell_line_of_the_readme_is_tried_by_a_test() -> None:
    assert [
        line for line in shell_lines() if not re.match(r"make |export |(echo .* \| )?\.venv/bin/briefing ", line)
    ] == []


def test_the_readmes_briefing_passes_the_check_and_answers(tmp_path: Path) -> None:
    (tmp_path / "harbour.yaml").write_text(fenced("yaml")[0], encoding="utf-8")
    folder = ("--knowledge", str(tmp_path))

    assert run(*BOT, "check", *folder).returncode == 0
    assert "“It will run every day of the week, ice or no ice.”" in run(*BOT, "ask", "ferry ice", *folder).stdout


def test_every_example_question_is_understood() -> None:
    examples = [coded(row[0])[0] for row in table("you write | you get")]
    answers = run(*BOT, "ask", "--batch", "-", stdin="\n".join(examples)).stdout.splitlines()

    assert [json.loads(answer)["question"] for answer in answers] == examples
    assert [json.loads(answer)["question"] for answer in answers if json.loads(answer)["outcome"] == "misread"] == []


def test_the_example_questions_show_every_filter() -> None:
    examples = " ".join(row[0] for row in table("you write | you get"))

    assert [key for key in KEYS if f"{key}:" not in examples] == []


def documented_settings() -> list[tuple[str, ...]]:
    """Field, variable, meaning and default, as the class tells them."""
    attributes = inspect.cleandoc(Settings.__doc__ or "").partition("Attributes:")[2]
    return re.findall(r"(?m)^ +(\w+): (`\w+`)\. (.+)\. Default: (.+)\.$", attributes)


def test_the_settings_table_is_what_the_settings_say() -> None:
    assert [tuple(row) for row in table("variable | meaning | default")] == [row[1:] for row in documented_settings()]


def test_every_setting_is_documented_with_the_default_it_has() -> None:
    default = Settings()
    told = {field: text.strip("`") for field, _, _, text in documented_settings()}
    limits = default.rate_limits
    assert limits is not None

    assert list(told) == [field.name for field in dataclasses.fields(Settings)]
    assert told["api_url"] == default.api_url
    assert told["state"] == default.state
    assert told["listen"] == f"{default.listen.host}:{default.listen.port}"
    assert told["rate_limits"] == f"{limits.person}/{limits.channel}/{limits.workspace}"


def test_the_commands_table_lists_every_command_in_its_own_words() -> None:
    documented = [coded(row[0])[0].removeprefix("briefing ") for row in table("command | does")]

    assert sorted(documented) == sorted(briefing.commands)


def exit_codes_of(error: type[BriefingError]) -> Iterator[int]:
    for kind in error.__subclasses__():
        yield kind.exit_code
        yield from exit_codes_of(kind)


def test_the_exit_code_table_lists_every_exit_code() -> None:
    codes = {0, EXIT_NOTHING_FOUND, EXIT_SOCKET_DEAD, EXIT_BROKEN, EXIT_STOPPED, *exit_codes_of(BriefingError)}

    assert [int(row[0]) for row in table("exit code | meaning")] == sorted(codes)


def test_exit_codes_mean_what_the_table_says(tmp_path: Path) -> None:
    (tmp_path / "broken.yaml").write_text("title: no more than a title\n", encoding="utf-8")

    assert run(*BOT, "ask", "North Korea").returncode == 0
    assert run(*BOT, "ask", "zeppelin xylophone").returncode == 1
    assert run(*BOT, "ask", "on:2024-13-01 allies").returncode == 2
    assert run(*BOT, "ask").returncode == 2
    assert run(*BOT, "check", "--knowledge", str(tmp_path)).returncode == 3
    assert run(*BOT, "ask", "North Korea", BRIEFING_LISTEN="nowhere").returncode == 4


def fields_of(value: Any, path: str = "the answer") -> Iterator[tuple[str, str]]:
    """Every field of every object in a JSON value, with the object's path."""
    if isinstance(value, list):
        for item in value:
            yield from fields_of(item, f"{path}[]")
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield path, name
            yield from fields_of(inner, name if path == "the answer" else f"{path}.{name}")


def test_the_documented_json_is_the_json_that_is_printed(tmp_path: Path) -> None:
    (tmp_path / "harbour.yaml").write_text(ON_BACKGROUND, encoding="utf-8")
    printed = json.loads(run(*BOT, "ask", "--json", "ferry ice", "--knowledge", str(tmp_path)).stdout)
    rows = table("object | fields | meaning")
    documented = {(row[0].strip("`"), field) for row in rows for field in coded(row[1])}

    assert set(fields_of(printed)) == documented


def documented_as(printed: Any, heading: str) -> bool:
    """Whether a table documents the fields of a JSON object, but for those that an answer has as well."""
    documented = {(row[0].strip("`"), field) for row in table(heading) for field in coded(row[1])}
    named = {(name.replace("the answer", "the whole"), field) for name, field in fields_of(printed)}
    own = {
        (name, field)
        for name, field in named
        if not name.startswith(("quotes[]", "coverage")) and ".quotes[]" not in name
    }
    return own == documented


def test_the_documented_verdict_timeline_and_quote_are_those_that_are_printed(tmp_path: Path) -> None:
    (tmp_path / "harbour.yaml").write_text(ON_BACKGROUND, encoding="utf-8")

    def printed(*command: str) -> Any:
        return json.loads(run(*BOT, *command, "--json", "--knowledge", str(tmp_path)).stdout)

    timeline = printed("timeline", "it will run")
    assert documented_as(
        printed("verify", "It will run every day of the month"), "object of a verdict | fields | meaning"
    )
    assert documented_as(timeline, "object of a timeline | fields | meaning")
    assert documented_as(printed("quote", timeline["first"]), "object of a quote's id | fields | meaning")
    assert {row[0].strip("`") for row in table("verdict | it means")} == {verdict.value for verdict in Verdict}


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md"])
def test_the_map_shows_every_room_and_no_other(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    rooms = {f"bot/{entry.name}/" for entry in (ROOT / "bot").iterdir() if (entry / "__init__.py").is_file()}

    assert set(re.findall(r"`(bot/\w+/)`", text)) == rooms


def documents() -> list[Path]:
    return [*ROOT.glob("*.md"), *(ROOT / "knowledge").glob("*.md"), *(ROOT / "deploy").glob("*.md")]


def test_every_link_within_the_readme_leads_to_a_heading() -> None:
    headings = re.findall(r"(?m)^#+ (.+)$", re.sub(r"(?ms)^```.*?^```$", "", README))
    anchors = {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}

    assert set(re.findall(r"\]\(#([^)]+)\)", README)) <= anchors


@pytest.mark.parametrize("document", documents(), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_within_the_project_leads_to_a_file(document: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", document.read_text(encoding="utf-8"))

    assert [link for link in links if not (document.parent / link).exists()] == []


def project_files() -> Iterator[Path]:
    for folder, folders, files in os.walk(ROOT):
        folders[:] = [
            name
            for name in folders
            if name not in {"__pycache__", "build", "dist"} and (name[0] != "." or name in {".ci", ".github"})
        ]
        yield from (Path(folder, name) for name in files if not name.endswith((".pyc", ".sqlite3")) and name != ".git")


def test_no_file_names_a_package_registry_or_a_place_on_one_machine() -> None:
    hosts = (
        r"py" r"pi\.org|python" r"hosted\.org|registry\.n" r"pmjs|deb\.d" r"ebian\.org|repo1?\.m" r"aven|cr" r"ates\.io"
    )
    places = r"(?:^|[^A-Za-z0-9._-])/(?:work|root|home)/[A-Za-z.]"
    searched = re.compile(f"{hosts}|{places}", re.MULTILINE)
    texts = {file: file.read_text(encoding="utf-8", errors="replace") for file in project_files()}

    assert len(texts) > 50
    assert [
        f"{file.relative_to(ROOT)}: {found[0]}" for file, text in texts.items() if (found := searched.search(text))
    ] == []


def test_every_action_that_ci_uses_is_pinned_by_its_full_hash() -> None:
    workflows = [file.read_text(encoding="utf-8") for file in (ROOT / ".github" / "workflows").glob("*.yml")]
    used = [name for text in workflows for name in re.findall(r"uses: (\S+)", text)]

    assert used
    assert [name for name in used if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", name)] == []
