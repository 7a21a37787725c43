"""A backup of either kind of database fills either kind."""

import zipfile
from pathlib import Path

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from community.core.actor import Role
from community.core.db import Database
from community.core.settings import Settings, load_settings
from community.library.search.queries import find
from community.membership.districts.queries import active_districts
from community.membership.people.families import FamilyFilter, page_of_families
from community.membership.people.models import Person
from community.membership.verification import service as verification
from deploy import archive, schema
from deploy.commands import db
from deploy.defaults_loader import load_starter_articles
from deploy.errors import CommandError
from tests.integration.deploy.conftest import settings_of
from tests.support.databases import SECRET
from tests.support.factories import SYSTEM, Region


async def counts(database: Database) -> dict[str, int]:
    found: dict[str, int] = {}
    async with database.read() as session:
        for table in schema.all_tables():
            found[table.name] = await session.scalar(select(func.count()).select_from(table)) or 0
    return found


@pytest.fixture
async def backup(region: Region, settings: Settings, own_folder: Path) -> Path:
    """A region with two families, one merged into the other, and a leader."""
    first = await region.member("Анна", "Седова")
    await region.member("Пётр", "Окунев", district=1)
    await region.grant(first, Role.LEADER)
    async with region.database.write() as session:
        await load_starter_articles(session, SYSTEM)
    async with region.database.write() as session:
        rows = (await page_of_families(session, SYSTEM, FamilyFilter(sort="number"))).rows
        await session.execute(
            text("UPDATE family SET state = 'merged', merged_into_id = :to WHERE id = :id"),
            {"to": rows[1].id, "id": rows[0].id},
        )
        await session.commit()
    file = own_folder / "club.backup"
    await db.backup(settings, file)
    return file


async def test_what_was_backed_up_is_there_again_in_either_kind_of_database(
    region: Region, backup: Path, elsewhere: Database
) -> None:
    await db.restore(settings_of(elsewhere), backup, force=False)

    before, after = await counts(region.database), await counts(elsewhere)
    assert after == before
    async with elsewhere.read() as session:
        names = await session.scalars(select(Person.given_name).order_by(Person.id))
        assert names.all() == ["Анна", "Пётр"]
        # The index is not in the backup: the database makes it of what is restored.
        assert await find(session, "не спит ночами")
        dates = await session.scalars(select(Person.created_at))
        assert set(dates.all()) == {region.clock.now()}


async def test_life_goes_on_after_restoring(backup: Path, elsewhere: Database) -> None:
    await db.restore(settings_of(elsewhere), backup, force=False)

    async with elsewhere.read() as session:
        region = Region(elsewhere, list(await active_districts(session)))
    newcomer = await region.newcomer("9001")
    _, application = await region.applicant("Нина", "Белова", someone=newcomer)
    async with elsewhere.write() as session:
        await verification.decide(session, SYSTEM, application.id, verified=True)
        found = await page_of_families(session, SYSTEM, FamilyFilter(search="Белова"))
    assert [row.number for row in found.rows] == [3]
    assert newcomer.id == 3


async def test_the_audit_log_stays_append_only_after_restoring(
    backup: Path, elsewhere: Database
) -> None:
    await db.restore(settings_of(elsewhere), backup, force=False)

    async with elsewhere.write() as session:
        with pytest.raises(DBAPIError, match="append-only"):
            await session.execute(text("DELETE FROM audit_entry"))
        await session.rollback()


def test_names_lie_encrypted_in_a_backup_that_only_its_owner_may_read(backup: Path) -> None:
    with zipfile.ZipFile(backup) as content:
        everything = b"".join(content.read(name) for name in content.namelist())
    for name in ("Анна", "Седова", "Окунев"):
        assert name.encode() not in everything
    assert backup.stat().st_mode & 0o077 == 0


async def test_people_who_are_there_are_replaced_only_by_force(
    backup: Path, elsewhere: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    somebody_else = await Region.create(elsewhere)
    await somebody_else.member("Чужая", "Особа")

    with pytest.raises(CommandError, match="--force"):
        await db.restore(settings_of(elsewhere), backup, force=False)
    await db.restore(settings_of(elsewhere), backup, force=True)

    async with elsewhere.read() as session:
        names = set(await session.scalars(select(Person.given_name)))
    assert names == {"Анна", "Пётр"}
    if elsewhere.is_sqlite:
        assert "What was there before lies in" in capsys.readouterr().err


async def test_a_backup_under_another_key_says_so(backup: Path, elsewhere: Database) -> None:
    other = load_settings(database_url=elsewhere.url, secret_key="another secret " * 3)

    with pytest.raises(CommandError, match="another key"):
        await db.restore(other, backup, force=False)

    both = load_settings(database_url=elsewhere.url, secret_key=f"{'another secret ' * 3},{SECRET}")
    await db.restore(both, backup, force=True)


async def test_a_backup_keeps_what_lies_under_its_name(backup: Path, settings: Settings) -> None:
    with pytest.raises(CommandError, match="is there already"):
        await db.backup(settings, backup)


async def test_something_else_than_a_backup_is_refused(
    settings: Settings, own_folder: Path
) -> None:
    letter = own_folder / "letter.txt"
    letter.write_text("Здравствуйте!")
    with pytest.raises(CommandError, match="is no backup"):
        await db.restore(settings, letter, force=True)


async def test_a_backup_of_a_newer_version_asks_for_an_update(
    backup: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "read_head", lambda _file: ("9999", {}))
    with pytest.raises(CommandError, match="newer version"):
        await db.restore(settings, backup, force=True)
