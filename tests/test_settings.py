"""What the environment may say, and how the bot answers when it says it wrong."""

import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import SettingsError
from bot.settings import Address, RateLimits, Settings, machine_zone

SOCKET = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}
HTTP = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "s"}
TEXT_VARIABLES = (
    "SLACK_API_URL",
    "BRIEFING_KNOWLEDGE",
    "BRIEFING_STATE",
    "BRIEFING_ADMINS",
    "BRIEFING_LISTEN",
    "BRIEFING_TIME_ZONE",
    "BRIEFING_RATE_LIMITS",
    "BRIEFING_WATCH",
    "BRIEFING_KEEP_DAYS",
    "BRIEFING_CHANNEL_FACTS",
    "BRIEFING_PEOPLE_FACTS",
    "BRIEFING_IMPORTS",
    "BRIEFING_AGENT_VIEW",
)


def read(**variables: str) -> Settings:
    return Settings.from_environment(variables)


def problems_of(environ: Mapping[str, str]) -> list[str]:
    with pytest.raises(SettingsError) as refused:
        Settings.from_environment(environ)
    return str(refused.value).splitlines()


def test_an_empty_environment_gives_the_defaults() -> None:
    settings = read()

    assert settings == Settings()
    assert settings.api_url == "https://slack.com/api/"
    assert settings.knowledge is None
    assert settings.state == "./briefing-state.sqlite3"
    assert settings.admins == frozenset()
    assert settings.listen == Address("127.0.0.1", 8080)
    assert settings.rate_limits == RateLimits(10, 30, 120)


def test_an_empty_or_blank_variable_counts_as_not_set() -> None:
    names = (*SOCKET, *HTTP, *TEXT_VARIABLES, "SLACK_BOT_TOKEN_FILE")

    assert Settings.from_environment(dict.fromkeys(names, "")) == Settings()
    assert Settings.from_environment(dict.fromkeys(names, " ")) == Settings()


def test_every_variable_reaches_its_setting() -> None:
    settings = read(
        SLACK_BOT_TOKEN="xoxb-1",
        SLACK_APP_TOKEN="xapp-1",
        SLACK_SIGNING_SECRET="s",
        SLACK_API_URL="http://127.0.0.1:9/api",
        BRIEFING_KNOWLEDGE="/srv/briefings",
        BRIEFING_STATE="postgresql://db/briefing",
        BRIEFING_ADMINS="U1, U2,",
        BRIEFING_LISTEN="0.0.0.0:80",
        BRIEFING_TIME_ZONE="Europe/Berlin",
        BRIEFING_RATE_LIMITS="1/2/3",
        BRIEFING_WATCH="2.5",
        BRIEFING_KEEP_DAYS="7",
        BRIEFING_CHANNEL_FACTS="on",
        BRIEFING_PEOPLE_FACTS="on",
        BRIEFING_IMPORTS="on",
        BRIEFING_AGENT_VIEW="on",
    )

    assert settings == Settings(
        bot_token="xoxb-1",
        app_token="xapp-1",
        signing_secret="s",
        api_url="http://127.0.0.1:9/api/",
        knowledge=Path("/srv/briefings"),
        state="postgresql://db/briefing",
        admins=frozenset({"U1", "U2"}),
        listen=Address("0.0.0.0", 80),
        time_zone=ZoneInfo("Europe/Berlin"),
        rate_limits=RateLimits(person=1, channel=2, workspace=3),
        watch_s=2.5,
        keep_days=7,
        channel_facts=True,
        people_facts=True,
        imports=True,
        agent_view=True,
    )


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("127.0.0.1:0", Address("127.0.0.1", 0)),
        ("localhost:65535", Address("localhost", 65535)),
        ("[::1]:8080", Address("::1", 8080)),
    ],
)
def test_an_address_may_be_a_name_or_ipv4_or_bracketed_ipv6(text: str, address: Address) -> None:
    assert read(BRIEFING_LISTEN=text).listen == address


@pytest.mark.parametrize(
    "text", ["8080", ":8080", "host:", "::1:8080", "[::1]", "h:65536", "h:-1", "h:٣", "http://h:80", "a b:80", "[h]:80"]
)
def test_an_address_without_host_and_port_is_refused(text: str) -> None:
    (problem,) = problems_of({"BRIEFING_LISTEN": text})

    assert problem.startswith("BRIEFING_LISTEN is not host:port: write it like 127.0.0.1:8080")


@pytest.mark.parametrize("text", ["yes", "1", "true", "onn"])
@pytest.mark.parametrize(
    "variable", ["BRIEFING_CHANNEL_FACTS", "BRIEFING_PEOPLE_FACTS", "BRIEFING_IMPORTS", "BRIEFING_AGENT_VIEW"]
)
def test_a_switch_is_on_or_off(variable: str, text: str) -> None:
    (problem,) = problems_of({variable: text})

    assert problem == f"{variable} is neither on nor off: write one of the two"
    assert read(BRIEFING_CHANNEL_FACTS="ON").channel_facts
    assert not read(BRIEFING_PEOPLE_FACTS="off").people_facts


@pytest.mark.parametrize("text", ["S1", "U1,S024BE7LH", "workspace-admins"])
def test_admins_whom_only_slack_knows_need_people_facts(text: str) -> None:
    (problem,) = problems_of({"BRIEFING_ADMINS": text})

    assert problem.endswith("that needs BRIEFING_PEOPLE_FACTS=on")
    assert read(BRIEFING_ADMINS=text, BRIEFING_PEOPLE_FACTS="on").admins == frozenset(text.split(","))


@pytest.mark.parametrize("text", ["0", "-1", "3651", "30.5", "a month", "٣", "99999"])
def test_days_that_are_none_are_refused(text: str) -> None:
    (problem,) = problems_of({"BRIEFING_KEEP_DAYS": text})

    assert problem == "BRIEFING_KEEP_DAYS is not a number of days: write a whole number from 1 to 3,650"


@pytest.mark.parametrize("text", ["off", "OFF", " off "])
def test_off_lifts_the_rate_limits(text: str) -> None:
    assert read(BRIEFING_RATE_LIMITS=text).rate_limits is None


@pytest.mark.parametrize("text", ["10", "10/30", "1/2/3/4", "0/1/1", "-1/1/1", "a/b/c", "1/2/", "1/2/²", "1/2/9999999"])
def test_rate_limits_are_three_whole_numbers_above_zero(text: str) -> None:
    (problem,) = problems_of({"BRIEFING_RATE_LIMITS": text})

    assert problem.startswith("BRIEFING_RATE_LIMITS ")
    assert "10/30/120" in problem


@pytest.mark.parametrize(
    ("text", "seconds"), [("off", None), ("OFF", None), ("5", 5.0), ("0.1", 0.1), ("86400", 86_400.0)]
)
def test_the_folder_is_watched_every_so_many_seconds_or_not_at_all(text: str, seconds: float | None) -> None:
    assert read(BRIEFING_WATCH=text).watch_s == seconds


@pytest.mark.parametrize(
    "text", ["0", "-1", "nan", "inf", "1e3", "0.01", "86401", "5 s", "5,5", "٣", "1.2.3", ".", "no"]
)
def test_a_pace_that_is_no_number_of_seconds_is_refused(text: str) -> None:
    (problem,) = problems_of({"BRIEFING_WATCH": text})

    assert problem.startswith("BRIEFING_WATCH is not a number of seconds")
    assert problem.endswith("or off")


@pytest.mark.parametrize("text", ["Mars/Base", "America", "../UTC", "/etc/localtime", "+02:00", "\udcff"])
def test_a_time_zone_is_an_iana_name(text: str) -> None:
    (problem,) = problems_of({"BRIEFING_TIME_ZONE": text})

    assert problem.startswith("BRIEFING_TIME_ZONE is not a time zone's name")


@pytest.mark.parametrize("text", ["@bob", "U1 U2", "U1;U2", "<@U1>", "Ü1"])
def test_admins_are_member_ids(text: str) -> None:
    (problem,) = problems_of({"BRIEFING_ADMINS": text})

    assert problem.startswith("BRIEFING_ADMINS is not a list of member ids")


@pytest.mark.parametrize("text", ["http://127.0.0.1:1/api", "http://127.0.0.1:1/api/", "http://127.0.0.1:1/api//"])
def test_the_api_address_always_ends_with_one_slash(text: str) -> None:
    assert read(SLACK_API_URL=text).api_url == "http://127.0.0.1:1/api/"


@pytest.mark.parametrize(
    "text",
    [
        "slack.com/api",
        "ftp://slack.com/",
        "https://",
        "http://[::1",
        "https://h:99999/",
        "https://u:p@h/",
        "https://h/?a",
        "https://h/a b",
    ],
)
def test_an_api_address_that_cannot_work_is_refused(text: str) -> None:
    (problem,) = problems_of({"SLACK_API_URL": text})

    assert problem.startswith("SLACK_API_URL is not the address of an API")


@pytest.mark.parametrize("name", ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"])
def test_each_secret_may_stand_in_a_file(tmp_path: Path, name: str) -> None:
    file = tmp_path / "secret"
    file.write_text(" xoxb-from-file\n", encoding="utf-8")
    settings = Settings.from_environment({f"{name}_FILE": str(file)})

    assert "xoxb-from-file" in (settings.bot_token, settings.app_token, settings.signing_secret)


def test_a_secret_given_twice_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("xoxb-2", encoding="utf-8")

    assert problems_of({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_BOT_TOKEN_FILE": str(file)}) == [
        "SLACK_BOT_TOKEN and SLACK_BOT_TOKEN_FILE are both set: keep one of them"
    ]


@pytest.mark.parametrize("content", [b"", b" \n", b"\xff\xfe", b"x" * 70_000])
def test_a_secret_file_holds_the_secret_alone(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "secret"
    file.write_bytes(content)
    (problem,) = problems_of({"SLACK_APP_TOKEN_FILE": str(file)})

    assert problem.startswith("SLACK_APP_TOKEN_FILE names a file that is ")
    assert problem.endswith("it has to hold the secret alone")


def test_a_secret_file_that_cannot_be_read_is_told_without_its_value(tmp_path: Path) -> None:
    environ = {"SLACK_BOT_TOKEN_FILE": str(tmp_path), "SLACK_SIGNING_SECRET_FILE": "xoxb-pasted-here"}

    assert problems_of(environ) == [
        "SLACK_BOT_TOKEN_FILE names a file that cannot be read (Is a directory): mend the path or the rights",
        "SLACK_SIGNING_SECRET_FILE names a file that cannot be read (No such file or directory): "
        "mend the path or the rights",
    ]


def test_every_problem_is_told_at_once() -> None:
    environ = {
        "SLACK_BOT_TOKEN": "xoxb-1",
        "SLACK_BOT_TOKEN_FILE": "/",
        "BRIEFING_LISTEN": "x",
        "BRIEFING_ADMINS": "@x",
    }

    assert [line.split()[0] for line in problems_of(environ)] == [
        "SLACK_BOT_TOKEN",
        "SLACK_BOT_TOKEN_FILE",
        "BRIEFING_ADMINS",
        "BRIEFING_LISTEN",
    ]


def complaint_of(environ: Mapping[str, str]) -> str | None:
    try:
        Settings.from_environment(environ)
    except SettingsError as refused:
        return str(refused)
    return None


@given(name=st.sampled_from(TEXT_VARIABLES), value=st.text(st.characters(exclude_characters="\0"), max_size=60))
def test_any_value_is_read_or_refused_by_its_name_and_never_shown(name: str, value: str) -> None:
    marked = f"q7Zk{value}"
    complaint = complaint_of({name: marked})

    assert complaint is None or (complaint.startswith(f"{name} ") and "q7Zk" not in complaint)


def test_neither_secrets_nor_a_database_password_stand_in_the_representation() -> None:
    settings = read(**SOCKET, SLACK_SIGNING_SECRET="hush", BRIEFING_STATE="postgresql://u:hush@db/x")

    assert not [word for word in ("xoxb-1", "xapp-1", "hush") if word in repr(settings)]


def test_socket_mode_needs_both_tokens_and_http_mode_the_signing_secret() -> None:
    assert read(**SOCKET).require_socket() == ("xoxb-1", "xapp-1")
    assert read(**HTTP).require_http() == ("xoxb-1", "s")


def test_each_missing_secret_says_where_it_is_found() -> None:
    with pytest.raises(SettingsError) as socket:
        read().require_socket()
    with pytest.raises(SettingsError) as http:
        read().require_http()
    bot, app = str(socket.value).splitlines()
    _, signing = str(http.value).splitlines()

    assert bot.startswith("SLACK_BOT_TOKEN is missing: it begins with xoxb- ")
    assert "OAuth & Permissions" in bot
    assert app.startswith("SLACK_APP_TOKEN is missing: it begins with xapp- ")
    assert "connections:write" in app
    assert signing.startswith("SLACK_SIGNING_SECRET is missing: ")
    assert "App Credentials" in signing


def test_swapped_tokens_are_called_swapped() -> None:
    with pytest.raises(SettingsError) as refused:
        read(SLACK_BOT_TOKEN="xapp-1", SLACK_APP_TOKEN="xoxb-1").require_socket()
    bot, app = str(refused.value).splitlines()

    assert bot.startswith("SLACK_BOT_TOKEN holds what belongs in SLACK_APP_TOKEN")
    assert app.startswith("SLACK_APP_TOKEN holds what belongs in SLACK_BOT_TOKEN")


def test_a_token_is_not_taken_for_the_signing_secret() -> None:
    with pytest.raises(SettingsError, match="SLACK_SIGNING_SECRET holds what belongs in SLACK_APP_TOKEN"):
        read(SLACK_BOT_TOKEN="xoxb-1", SLACK_SIGNING_SECRET="xapp-1").require_http()


def test_a_user_token_is_not_taken_for_a_bot_token() -> None:
    with pytest.raises(SettingsError, match="SLACK_BOT_TOKEN does not begin with xoxb-"):
        read(SLACK_BOT_TOKEN="xoxp-1", SLACK_APP_TOKEN="xapp-1").require_socket()


@pytest.mark.parametrize("secret", ["a b", "a\tb", "a\nb", "ä", "a\u200bb", "\udcff"])
def test_a_secret_with_a_space_or_a_strange_character_is_refused_unseen(secret: str) -> None:
    with pytest.raises(
        SettingsError, match="SLACK_SIGNING_SECRET holds a space or a character no secret has"
    ) as refused:
        read(SLACK_BOT_TOKEN="xoxb-1", SLACK_SIGNING_SECRET=secret).require_http()

    assert secret not in str(refused.value).removeprefix("SLACK_SIGNING_SECRET holds a")


def test_the_machines_zone_is_one_that_has_a_name() -> None:
    assert ZoneInfo(str(machine_zone())).key == str(machine_zone())


def test_reading_settings_leaves_the_environment_alone() -> None:
    before = dict(os.environ)
    Settings.from_environment(os.environ)

    assert dict(os.environ) == before


@pytest.mark.parametrize(
    ("text", "quiet_at"),
    [
        ("22:00-07:00", ["23:00", "06:59", "22:00", "00:00"]),
        ("22-7", ["23:00", "06:59", "22:00", "00:00"]),
        ("12:30–13:45", ["12:30", "13:44"]),
        ("0-24", []),
        ("off", []),
    ],
)
def test_quiet_hours_hold_over_midnight(text: str, quiet_at: list[str]) -> None:
    quiet = read(BRIEFING_QUIET_HOURS=text).quiet_hours
    moments = ["00:00", "06:59", "07:00", "12:00", "12:30", "13:44", "13:45", "22:00", "23:00"]
    held = [
        moment
        for moment in moments
        if quiet and quiet.holds(datetime.fromisoformat(f"2030-06-12T{moment}+00:00"), ZoneInfo("UTC"))
    ]
    assert set(held) == set(quiet_at)


def test_quiet_hours_are_those_of_the_time_zone() -> None:
    quiet = read(BRIEFING_QUIET_HOURS="22-7").quiet_hours
    assert quiet is not None
    assert quiet.holds(datetime.fromisoformat("2030-06-12T12:00+00:00"), ZoneInfo("Pacific/Auckland"))


@pytest.mark.parametrize("text", ["late", "22", "22:00-7:99", "22:00-07:00@UTC", "٢٢-٧"])
def test_quiet_hours_that_cannot_be_read_are_told(text: str) -> None:
    (problem,) = problems_of({"BRIEFING_QUIET_HOURS": text})
    assert problem.startswith("BRIEFING_QUIET_HOURS is not a span of hours")
