"""`club keys`: a new key for what names people."""

import typer

from community.core.settings import Settings
from deploy.assembly import opened, require_current
from deploy.rotation import rotate_key
from deploy.secret import place_of_secret


async def rotate(settings: Settings) -> None:
    async with opened(settings) as installation:
        await require_current(installation)
        async with installation.database.write() as session:
            touched = await rotate_key(session)
    typer.echo(f"Encrypted anew: {touched} rows. Everybody logs in to the site once more.")
    typer.echo(
        f"Older keys may now be removed from {place_of_secret(settings)};"
        " keep them as long as you keep backups made under them.",
        err=True,
    )
