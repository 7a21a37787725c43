"""`club region`: the districts of a real region."""

from pathlib import Path

import typer

from community.core.actor import system_actor
from community.core.settings import Settings
from deploy.assembly import opened, require_current
from deploy.defaults_loader import RegionFileError, load_region
from deploy.errors import CommandError


async def load(settings: Settings, file: Path) -> None:
    async with opened(settings) as installation:
        await require_current(installation)
        async with installation.database.write() as session:
            try:
                count = await load_region(session, system_actor("cli"), file)
            except RegionFileError as error:
                raise CommandError(str(error)) from None
    typer.echo(f"Districts taken over: {count}.")
