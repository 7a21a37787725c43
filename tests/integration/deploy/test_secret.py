"""Where the key of an installation comes from."""

from pathlib import Path

import pytest

from community.core.settings import SettingsError, load_settings
from deploy.secret import secrets_of


def test_one_machine_makes_a_secret_once_and_keeps_it_to_itself(own_folder: Path) -> None:
    settings = load_settings()

    [secret] = secrets_of(settings)

    assert len(secret) >= 32
    assert secrets_of(settings) == [secret]
    assert (own_folder / "var" / "secret.key").stat().st_mode & 0o777 == 0o600


def test_a_secret_that_was_given_makes_no_file(own_folder: Path) -> None:
    settings = load_settings(secret_key=f"{'n' * 32}, {'o' * 32}")

    assert secrets_of(settings) == ["n" * 32, "o" * 32]
    assert not (own_folder / "var").exists()


def test_machines_that_share_a_database_must_be_told_theirs() -> None:
    settings = load_settings(database_url="postgresql://club@db/club")
    with pytest.raises(SettingsError, match=r"^CLUB_SECRET_KEY: needed with PostgreSQL"):
        secrets_of(settings)


def test_a_file_that_lost_its_content_is_not_taken_for_a_secret(own_folder: Path) -> None:
    (own_folder / "var").mkdir()
    (own_folder / "var" / "secret.key").touch()
    with pytest.raises(SettingsError, match=r"secret\.key: holds no secret"):
        secrets_of(load_settings())
