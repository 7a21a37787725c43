"""A region leaves with everything it holds, in files that any program opens."""

import csv
from pathlib import Path

import pytest

from community.core.settings import Settings
from deploy import schema
from deploy.commands import db
from deploy.errors import CommandError
from tests.support.factories import Region


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


async def test_every_table_is_a_file_with_readable_names(
    region: Region, settings: Settings, own_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    await region.member("Анна", "Седова")
    folder = own_folder / "export"

    await db.export(settings, folder)

    tables = {table.name for table in schema.all_tables()}
    assert {file.stem for file in folder.glob("*.csv")} == tables
    [person] = rows(folder / "person.csv")
    assert (person["given_name"], person["family_name"]) == ("Анна", "Седова")
    assert person["created_at"] == "2026-03-16T03:00:00+00:00"
    assert len(rows(folder / "district.csv")) == 20
    assert "guard them" in capsys.readouterr().err


async def test_the_columns_are_explained_and_keyed_hashes_left_out(
    region: Region, settings: Settings, own_folder: Path
) -> None:
    folder = own_folder / "export"
    await db.export(settings, folder)

    explained = (folder / "README.md").read_text(encoding="utf-8")
    assert "## person.csv — rows: 0" in explained
    assert "Someone known to the club." in explained
    assert "- `family_id`: names a row of `family`" in explained
    assert "- `given_name`: text" in explained
    assert "- `standing`: one of newcomer, applicant, member" in explained
    assert "code_hash" not in explained


async def test_a_folder_with_something_in_it_is_left_alone(
    settings: Settings, own_folder: Path
) -> None:
    (own_folder / "letter.txt").touch()
    with pytest.raises(CommandError, match="is not empty"):
        await db.export(settings, own_folder)


async def test_words_that_look_like_a_formula_stay_words(
    region: Region, settings: Settings, own_folder: Path
) -> None:
    await region.applicant("Анна", "Седова", about="=HYPERLINK(1)")
    folder = own_folder / "export"

    await db.export(settings, folder)

    [application] = rows(folder / "application.csv")
    assert application["about"] == "'=HYPERLINK(1)"
