"""deploy/briefing-bot.service starts the bot with settings that it reads, and again where a new start can help."""

import shlex
from collections import defaultdict
from pathlib import Path

from click.testing import CliRunner

from bot.cli.commands import briefing
from bot.errors import EXIT_SOCKET_DEAD, QueryError, SettingsError
from bot.settings import Settings

ROOT = Path(__file__).parent.parent


def unit() -> dict[str, list[str]]:
    """Every key of the unit with its values."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for line in (ROOT / "deploy" / "briefing-bot.service").read_text(encoding="utf-8").splitlines():
        key, sign, value = line.partition("=")
        if sign and not line.startswith("#"):
            found[key].append(value)
    return found


def test_the_service_starts_with_a_command_that_there_is() -> None:
    (command,) = unit()["ExecStart"]
    arguments = shlex.split(command)[1:]
    done = CliRunner().invoke(briefing, arguments, env={"SLACK_BOT_TOKEN": "", "SLACK_APP_TOKEN": ""})

    assert arguments == ["serve", "--socket"]
    assert isinstance(done.exception, SettingsError)


def test_the_service_gives_the_bot_its_tokens_and_folders(tmp_path: Path) -> None:
    for credential, value in (("bot-token", "xoxb-1"), ("app-token", "xapp-1")):
        (tmp_path / credential).write_text(f"{value}\n", encoding="utf-8")
    given = dict(one.split("=", 1) for one in unit()["Environment"])
    places = {"%d": str(tmp_path), "%S": "/var/lib", "%C": "/var/cache"}
    for sign, place in places.items():
        given = {name: value.replace(sign, place) for name, value in given.items()}
    settings = Settings.from_environment(given)
    settings.require_socket()

    assert {one.split(":")[0] for one in unit()["LoadCredential"]} == {"bot-token", "app-token"}
    assert (settings.bot_token, settings.app_token) == ("xoxb-1", "xapp-1")
    assert [str(settings.knowledge)] == unit()["ReadWritePaths"]
    assert settings.state == "/var/lib/briefing-bot/state.sqlite3"


def test_only_what_a_person_has_to_mend_keeps_the_service_from_starting_again() -> None:
    final = {int(code) for code in unit()["RestartPreventExitStatus"][0].split()}

    assert unit()["Restart"] == ["always"]
    assert final == {QueryError.exit_code, SettingsError.exit_code}
    assert EXIT_SOCKET_DEAD not in final
