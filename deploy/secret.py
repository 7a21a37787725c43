"""Where the installation's secret comes from: the settings, or a file made on the first start."""

import os
import secrets
from pathlib import Path

from sqlalchemy import select

from community.core.crypto import UndecryptableError
from community.core.db import Database
from community.core.settings import MIN_SECRET_CHARS, Settings, SettingsError
from community.membership.people.models import Person

_FILE_NAME = "secret.key"


def secrets_of(settings: Settings) -> list[str]:
    """The current secret and older ones.

    One machine with SQLite keeps its secret beside the database; machines that share a PostgreSQL
    must be told the same one. Raises SettingsError.
    """
    if given := settings.secrets():
        return given
    if settings.database_url.startswith("sqlite"):
        return [_own_secret(settings.state_folder / _FILE_NAME)]
    raise SettingsError(
        f"CLUB_SECRET_KEY: needed with PostgreSQL, {MIN_SECRET_CHARS} characters or more"
    )


def place_of_secret(settings: Settings) -> str:
    """Where the administrator finds it."""
    return "CLUB_SECRET_KEY" if settings.secrets() else str(settings.state_folder / _FILE_NAME)


async def names_are_readable(database: Database) -> bool:
    """Whether the newest name opens with the secrets at hand (or there is none yet)."""
    newest = select(Person.given_name).where(Person.given_name.is_not(None))
    try:
        async with database.read() as session:
            await session.scalar(newest.order_by(Person.id.desc()).limit(1))
    except UndecryptableError:
        return False
    return True


def _own_secret(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        # O_EXCL: of two processes that start at once, one makes the secret and both read it.
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _read(path)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48))
    return _read(path)


def _read(path: Path) -> str:
    secret = path.read_text(encoding="ascii").strip()
    if len(secret) < MIN_SECRET_CHARS:
        raise SettingsError(f"{path}: holds no secret of {MIN_SECRET_CHARS} characters or more")
    return secret
