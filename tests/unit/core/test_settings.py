"""A bad setting stops the start with one line that names it and says what is allowed."""

from pathlib import Path

import pytest

from community.core.settings import SettingsError, load_settings

GOOD_SECRET = "k" * 32
OLD_SECRET = "o" * 40


@pytest.fixture(autouse=True)
def an_empty_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No setting of whoever runs the tests, and no `.env` of theirs."""
    monkeypatch.chdir(tmp_path)
    for name in ("BOT_TOKEN", "DATABASE_URL", "SECRET_KEY", "PUBLIC_URL", "REDIS_URL", "SMTP_URL"):
        monkeypatch.delenv(f"CLUB_{name}", raising=False)


@pytest.mark.parametrize(
    ("name", "value", "allowed"),
    [
        ("BOT_TOKEN", "not-a-token", "digits, a colon, letters"),
        ("BOT_TOKEN", "12345:", "digits, a colon, letters"),
        ("BOT_API_URL", "api.example.org", "http:// or https://"),
        ("WEBHOOK_URL", "ftp://club.example.org", "http:// or https://"),
        ("PUBLIC_URL", "club.example.org", "http:// or https://"),
        ("DATABASE_URL", "mysql://localhost/club", "sqlite:///PATH or postgresql+asyncpg"),
        ("DATABASE_URL", "a file", "sqlite:///PATH or postgresql+asyncpg"),
        ("REDIS_URL", "localhost:6379", "redis://HOST:PORT"),
        ("SECRET_KEY", "short", "at least 32 characters"),
        ("SECRET_KEY", f"{GOOD_SECRET},short", "at least 32 characters"),
        ("SECRET_KEY", " , ", "at least 32 characters"),
        ("SMTP_URL", "mail.example.org", "smtp://USER:PASSWORD@HOST:587"),
        ("SMTP_URL", "http://mail.example.org", "smtps://USER:PASSWORD@HOST:465"),
        ("SMTP_URL", "smtp://mail.example.org:hunter2", "smtp://USER:PASSWORD@HOST:587"),
        ("MAIL_FROM", "the club", "NAME <ADDRESS>"),
        ("MAIL_FROM", "Club <club@>", "NAME <ADDRESS>"),
        ("WEB_PORT", "eighty", "integer"),
        ("WEB_PORT", "65536", "65535"),
        ("MESSENGER_PORT", "-1", "0"),
        ("TIMEZONE", "Asia/Atlantis", "Asia/Tomsk"),
        ("REGION_NAME", "о" * 121, "120"),
        ("LOG_LEVEL", "chatty", "DEBUG"),
    ],
)
def test_a_bad_setting_is_one_line_with_its_name_and_what_is_allowed(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, allowed: str
) -> None:
    monkeypatch.setenv(f"CLUB_{name}", value)

    with pytest.raises(SettingsError) as stopped:
        load_settings()

    line = str(stopped.value)
    assert line.startswith(f"CLUB_{name}: ")
    assert allowed in line
    assert "\n" not in line


@pytest.mark.parametrize("name", ["BOT_TOKEN", "SECRET_KEY", "SMTP_URL"])
def test_the_line_never_repeats_a_secret(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(f"CLUB_{name}", "hunter2")

    with pytest.raises(SettingsError) as stopped:
        load_settings()

    assert "hunter2" not in str(stopped.value)


def test_a_mail_server_needs_somebody_to_write_from(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLUB_SMTP_URL", "smtp://club:pw@mail.example.org")
    with pytest.raises(SettingsError, match=r"^CLUB_MAIL_FROM: .*together with CLUB_SMTP_URL$"):
        load_settings()

    monkeypatch.setenv("CLUB_MAIL_FROM", "Клуб «Круг» <club@example.org>")
    assert load_settings().mail_from == "Клуб «Круг» <club@example.org>"


def test_with_nothing_set_the_club_runs_on_a_file_for_itself() -> None:
    settings = load_settings()

    assert settings.bot_token is None
    assert settings.webhook_url is None
    assert settings.database_url == "sqlite+aiosqlite:///var/club.db"
    assert settings.zone.key == "Asia/Tomsk"
    assert settings.site_url == "http://127.0.0.1:8000"
    assert settings.secrets() == []


def test_an_empty_line_in_the_env_file_means_not_set(tmp_path: Path) -> None:
    names = ("BOT_TOKEN", "WEBHOOK_URL", "REDIS_URL", "SECRET_KEY", "TIMEZONE", "WEB_PORT")
    names += ("SMTP_URL", "MAIL_FROM")
    (tmp_path / ".env").write_text("".join(f"CLUB_{name}=\n" for name in names))

    settings = load_settings()

    assert settings.bot_token is None
    assert settings.webhook_url is None
    assert settings.redis_url is None
    assert (settings.smtp_url, settings.mail_from) == (None, None)
    assert settings.secrets() == []
    assert settings.timezone == "Asia/Tomsk"
    assert settings.web_port == 8000


def test_older_keys_follow_the_current_one_after_a_comma(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLUB_SECRET_KEY", f"{GOOD_SECRET}, {OLD_SECRET},")

    assert load_settings().secrets() == [GOOD_SECRET, OLD_SECRET]


def test_addresses_lose_a_trailing_slash_and_databases_get_their_driver(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CLUB_PUBLIC_URL", "https://club.example.org/")
    monkeypatch.setenv("CLUB_DATABASE_URL", "postgresql://club:pw@db/club")
    monkeypatch.setenv("CLUB_LOG_LEVEL", "debug")

    settings = load_settings()

    assert settings.site_url == "https://club.example.org"
    assert settings.database_url == "postgresql+asyncpg://club:pw@db/club"
    assert settings.log_level == "DEBUG"
