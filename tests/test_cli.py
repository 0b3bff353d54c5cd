import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli.batch import question_of
from bot.cli.commands import briefing

ROOT = Path(__file__).parent.parent
ID = "2021-02-09-state-department#10:0-118~8c0ea0c3"


def run(*arguments: str, given: str | bytes | None = None) -> Result:
    return CliRunner().invoke(briefing, list(arguments), input=given, standalone_mode=False)


def process(arguments: Sequence[str], environ: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
        env={"PATH": "/usr/bin:/bin", "BRIEFING_TIME_ZONE": "UTC"} | (environ or {}),
    )


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["ask", "What did Price say about North Korea?"], 0),
        (["ask", "vaccines"], 1),
        (["ask", "on:2024-13-01"], 2),
        (["ask"], 2),
        (["ask", "one", "two"], 2),
        (["aks", "one"], 2),
        (["ask", "--limit", "0", "x"], 2),
        (["ask", "--batch", "no-such-file"], 2),
        (["check"], 0),
        (["check", "--knowledge", "no-such-folder"], 3),
        (["ask", "x", "--knowledge", "no-such-folder"], 3),
        (["where", ID], 0),
        (["where", "2021-02-09-state-department#10:0-118~00000000"], 1),
        (["where", "nonsense"], 2),
        (["speakers"], 0),
        (["speakers", "blinken"], 0),
        (["speakers", "--unresolved"], 0),
        (["dates"], 0),
        (["dates", "2021-02"], 0),
        (["dates", "February"], 2),
        (["withdrawn"], 0),
        (["restore", ID], 1),
        (["withdraw", "nonsense"], 2),
        (["release", "2021-02-09-state-department"], 2),
        (["serve"], 2),
        (["serve", "--socket", "--http"], 2),
        (["serve", "--preview", "--http"], 2),
        (["serve", "--socket", "--port", "1"], 2),
        (["serve", "--socket"], 4),
        (["serve", "--http"], 4),
        (["--help"], 0),
    ],
)
def test_a_command_ends_with_its_exit_code_and_no_traceback(arguments: list[str], code: int) -> None:
    done = process(arguments)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert (done.stdout + done.stderr).strip()


def test_a_misspelt_command_or_option_is_told_the_near_one() -> None:
    assert "'ask'" in process(["aks"]).stderr
    assert "'--limit'" in process(["ask", "--limt", "3", "x"]).stderr


def test_missing_secrets_are_named_one_a_line_and_say_where_to_get_them() -> None:
    said = process(["serve", "--socket"], {"SLACK_BOT_TOKEN": "xapp-secret-value"}).stderr
    assert "SLACK_BOT_TOKEN" in said
    assert "SLACK_APP_TOKEN" in said
    assert "secret-value" not in said


def test_the_answer_in_the_terminal_holds_words_credit_and_id_and_no_colour_where_it_is_piped() -> None:
    said = process(["ask", "Is the US still committed to denuclearization?"]).stdout
    assert "“And as I think you've heard us say before, at the core, we do remain committed to the " in said
    for piece in (
        "Ned Price, Spokesperson, U.S. Department of State",
        "as quoted by Yonhap News Agency",
        "9 February 2021",
        ID,
    ):
        assert piece in said
    assert "\x1b" not in said


def test_control_characters_in_a_question_never_reach_the_terminal() -> None:
    assert "\x1b[31m" not in process(["ask", "\x1b[31mvaccines\x1b[0m"]).stdout


def test_json_is_one_object_on_one_line() -> None:
    answer = json.loads(process(["ask", "--json", "denuclearization", "--limit", "1"]).stdout)
    assert (answer["version"], answer["outcome"], len(answer["quotes"])) == (1, "found", 1)


def test_a_batch_answers_every_line_in_order_whatever_its_outcome() -> None:
    lines = [
        b"What did Price say about Iran?",
        b'{"question": "allies", "speakers": ["Ned Price"], "after": "2021-02-01", "before": "2021-02-28", "limit": 1}',
        b"",
        b'{"question": "allies", "speakers": ["Nobody Known"]}',
        b'{"question": "", "phrases": ["too soon"]}',
        b'{"broken',
        b'{"question": "allies", "limit": "many"}',
        b'{"question": "allies", "colour": "red"}',
        b"\xff\xfe vaccines",
        b'{"question": "x", "limit": 1' + b"0" * 5_000 + b"}",
        b"[" * 50_000,
    ]
    done = subprocess.run(
        [sys.executable, "-m", "bot", "ask", "--batch", "-"],
        cwd=ROOT,
        input=b"\n".join(lines),
        capture_output=True,
        timeout=60,
        check=False,
    )
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0
    assert [answer["outcome"] for answer in answers] == [
        "found",
        "found",
        "misread",
        "nothing_found",
        "found",
        "misread",
        "misread",
        "misread",
        "nothing_found",
        "misread",
        "misread",
    ]
    assert len(answers[1]["quotes"]) == 1
    assert answers[3]["reason"] == "unknown_speaker"


def test_a_line_of_a_batch_keeps_its_filters() -> None:
    question = question_of('{"question": "x", "speakers": ["A"], "phrases": ["b c"], "after": "2030-01-01"}', 7)
    assert (question.text, question.speakers, question.phrases, question.after, question.limit) == (
        "x",
        ("A",),
        ("b c",),
        "2030-01-01",
        7,
    )


@pytest.mark.parametrize("line", ['{"question": 5}', '{"speakers": "A"}', '{"limit": true}', '{"limit": 101}', "{]"])
def test_a_malformed_line_of_a_batch_says_what_to_write(line: str) -> None:
    with pytest.raises(ValueError, match=r"field|JSON"):
        question_of(line, 3)


def test_where_names_a_line_that_holds_the_words() -> None:
    place = run("where", ID, "--knowledge", str(ROOT / "knowledge")).output.strip()
    path, _, line = place.rpartition(":")
    assert "And as I think" in Path(path).read_text(encoding="utf-8").splitlines()[int(line) - 1]


def test_check_lists_every_problem_with_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("title: A\nheld_on: 2030-13-01\nturns: []\n", encoding="utf-8")
    (tmp_path / "b.yaml").write_text("titel: B\n", encoding="utf-8")
    said = run("check", "--knowledge", str(tmp_path)).output
    assert "a.yaml:2: held_on" in said
    assert "b.yaml:1: " in said


def test_a_question_of_undecodable_bytes_is_answered() -> None:
    done = subprocess.run(
        [sys.executable.encode(), b"-m", b"bot", b"ask", b"--json", b"allies \xff\xfe"],
        cwd=ROOT,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert json.loads(done.stdout)["outcome"] in ("found", "nothing_found")


def test_output_into_a_closed_pipe_ends_quietly() -> None:
    done = subprocess.run(
        f"{sys.executable} -m bot ask denuclearization | true",
        shell=True,
        cwd=ROOT,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.stderr == b""


def test_output_is_utf_8_whatever_the_locale() -> None:
    said = process(["ask", "denuclearization"], {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}).stdout
    assert "“And as" in said


def test_the_shipped_folder_answers_where_no_folder_is_at_hand(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "ask", "denuclearization"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == 0
    assert "came with the package" in done.stderr


def test_the_desk_withdraws_lists_and_restores_in_the_shell(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "knowledge", tmp_path / "k")
    at = ["--knowledge", str(tmp_path / "k")]
    before = run("ask", "moving too soon North Korea allies", *at)
    withdrawn = run("withdraw", ID, "--reason", "wrong speaker", *at)
    assert "is withdrawn: nobody is shown its words" in withdrawn.output
    assert f"withdrawn  {ID}" in run("withdrawn", *at).output
    assert f"withdrawn: {ID}" in run("where", ID, *at).output
    assert "wrong speaker" in run("withdrawn", *at).output
    assert ID not in run("ask", "North Korea", "--limit", "50", "--json", *at).output
    assert run("check", *at).return_value == 0
    assert "is restored" in run("restore", ID, *at).output
    assert run("ask", "moving too soon North Korea allies", *at).output == before.output


def test_the_list_of_commands_cuts_no_commands_description() -> None:
    listed = run("--help").stdout.partition("Commands:")[2].splitlines()

    assert len(listed) > 10
    assert [line for line in listed if line.endswith("...")] == []
