"""The `club` command: what it prints, and how it says that something is wrong."""

import asyncio
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import deploy
from community.core.settings import load_settings
from community.membership.people import queries as people
from community.membership.sign_in.service import begin_second_factor
from deploy.assembly import opened
from deploy.cli import app
from deploy.defaults_loader import DEMO_REGION

EXAMPLE = Path(deploy.__file__).with_name("env.example")


def club(*words: str | Path, **environment: str) -> Result:
    """Run one command to its end."""
    return CliRunner().invoke(app, [str(word) for word in words], env=environment)


@pytest.fixture
def laid() -> None:
    """An installation whose tables are there."""
    assert club("db", "upgrade").exit_code == 0


def loaded_by(module: str) -> set[str]:
    """Which heavy packages a module brings along."""
    heavy = "aiogram fastapi sqlalchemy"
    script = f"import sys, {module}; print(*[m for m in '{heavy}'.split() if m in sys.modules])"
    result = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    return set(result.stdout.split())


def test_help_comes_at_once_and_lists_every_command() -> None:
    assert loaded_by("deploy.cli") == set()
    shown = club("--help").output
    for command in ("run", "demo", "bot", "web", "worker", "check", "db", "admin", "region"):
        assert f"\n  {command} " in shown


def test_the_site_alone_never_loads_the_bot() -> None:
    assert "aiogram" not in loaded_by("deploy.commands.web")


def test_a_bad_setting_is_one_line_that_names_it() -> None:
    result = club("db", "upgrade", CLUB_WEB_PORT="eighty")
    assert result.exit_code == 1
    assert result.stderr.startswith("CLUB_WEB_PORT: ")
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "command", [("admin", "link", "5001"), ("admin", "grant", "5001", "admin"), ("web",)]
)
def test_tables_that_are_not_there_are_asked_for(command: tuple[str, ...]) -> None:
    result = club(*command, CLUB_BOT_TOKEN="1:token", CLUB_BOT_API_URL="http://127.0.0.1:9")
    assert result.exit_code == 1
    assert "Run `club db upgrade` once." in result.stderr


def test_a_database_that_does_not_answer_is_one_line() -> None:
    nowhere = "postgresql://club@127.0.0.1:9/club"
    result = club("db", "upgrade", CLUB_DATABASE_URL=nowhere, CLUB_SECRET_KEY="s" * 40)
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1


@pytest.mark.usefixtures("laid")
class TestAdministrators:
    def test_the_first_one_gets_a_role_and_a_link(self) -> None:
        granted = club("admin", "grant", "5001", "admin")
        assert granted.output == "5001 is now admin.\n"

        link = club("admin", "link", "5001", CLUB_PUBLIC_URL="https://club.example/")
        assert link.stdout.startswith("https://club.example/login/")
        assert link.stdout.count("\n") == 1

    def test_a_district_is_found_by_its_name(self) -> None:
        club("region", "load", DEMO_REGION)
        granted = club("admin", "grant", "5001", "leader", "--district", "кедровский район")
        assert granted.output == "5001 is now leader in кедровский район.\n"

    @pytest.mark.parametrize(
        ("words", "says"),
        [
            (("grant", "5001", "parent"), "ROLE is one of: activist, facilitator, specialist"),
            (("grant", "5001", "emperor"), "ROLE is one of"),
            (("grant", "5001", "leader", "--district", "Луна"), "There is no district «Луна»."),
            (("link", "5001"), "The club knows nobody with the id 5001."),
        ],
    )
    def test_what_cannot_be_is_said_in_a_sentence(self, words: tuple[str, ...], says: str) -> None:
        result = club("admin", *words)
        assert result.exit_code == 1
        assert says in result.stderr
        assert result.stderr.count("\n") == 1

    def test_a_role_of_the_region_takes_no_district(self) -> None:
        club("region", "load", DEMO_REGION)
        result = club("admin", "grant", "5001", "admin", "--district", "kedrovsky")
        assert result.stderr == "admin is a role for the whole region only.\n"

    def test_a_lost_phone_is_no_locked_door(self) -> None:
        club("admin", "grant", "5001", "admin")
        nothing = club("admin", "forget-second-factor", "5001")
        assert nothing.stderr == "5001 has no second factor.\n"

        async def set_up() -> None:
            async with (
                opened(load_settings()) as installation,
                installation.database.write() as session,
            ):
                account = await people.account(session, "telegram", "5001")
                assert account is not None
                actor = await people.actor_for(session, account.person_id, "web")
                await begin_second_factor(session, actor)

        asyncio.run(set_up())
        assert club("admin", "forget-second-factor", "5001").exit_code == 0

    def test_whoever_has_no_business_on_the_site_gets_no_link(self) -> None:
        club("admin", "grant", "5001", "facilitator")
        result = club("admin", "link", "5001")
        assert "has no role that opens the site" in result.stderr


@pytest.mark.usefixtures("laid")
class TestRegionFile:
    def test_districts_are_taken_over(self) -> None:
        assert club("region", "load", DEMO_REGION).output == "Districts taken over: 20.\n"

    def test_a_missing_or_broken_file_is_named(self, own_folder: Path) -> None:
        missing = club("region", "load", "nowhere.toml")
        assert missing.stderr == "nowhere.toml: No such file or directory\n"
        broken = own_folder / "broken.toml"
        broken.write_text("[region\n")
        assert club("region", "load", broken).stderr.startswith(str(broken))


class TestUpgrading:
    def test_an_empty_database_needs_no_copy(self, own_folder: Path) -> None:
        club("db", "upgrade")
        club("db", "upgrade")
        assert [file.name for file in (own_folder / "var").glob("club.db.until-*")] == []

    def test_a_used_one_is_copied_first(self, own_folder: Path) -> None:
        club("db", "upgrade")
        club("admin", "grant", "5001", "admin")
        club("db", "backup", "club.backup")
        assert club("db", "restore", "club.backup", "--force").exit_code == 0
        [copy] = (own_folder / "var").glob("club.db.until-*")
        assert copy.stat().st_mode & 0o077 == 0
        result = club("admin", "link", "5001", CLUB_DATABASE_URL=f"sqlite:///{copy}")
        assert "/login/" in result.stdout


def test_the_example_of_settings_can_be_copied_as_it_is(own_folder: Path) -> None:
    shutil.copy(EXAMPLE, own_folder / ".env")
    assert club("db", "upgrade").exit_code == 0
    assert (own_folder / "var" / "club.db").exists()


def test_a_check_without_a_token_names_everything_that_is_wrong() -> None:
    result = club("check")
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "ok   Updates: asked for (long polling)",
        "ok   Spam model: whole",
        "ok   Distress weights: whole",
        "BAD  Database: not up to date: run `club db upgrade`",
        "BAD  Bot: CLUB_BOT_TOKEN: needed for this command; BotFather gives one",
    ]
