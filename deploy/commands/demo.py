"""`club demo`: the whole club with a local messenger and a seeded region, on one machine."""

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import typer
from pydantic import SecretStr

from community.core.db import normalise_url
from community.core.settings import Settings
from deploy.assembly import Installation, opened
from deploy.commands.admin import login_address
from deploy.commands.everything import start_parts
from deploy.defaults_loader import region_name
from deploy.demo.cast import Cast
from deploy.demo.seeding import present_timeline, seed
from deploy.demo.stage import snapshot
from deploy.errors import CommandError
from deploy.messenger.config import MessengerConfig
from deploy.messenger.server import running_messenger
from deploy.supervision import told_to_stop

_DATABASE = "sqlite:///var/demo.db"
_STATE = "demo-messenger.db"


async def run(settings: Settings, *, fresh: bool = False) -> None:
    """Play until told to stop; the messenger's reset button begins everything anew.

    Raises CommandError where a real bot is set up: anybody may speak through this messenger.
    """
    if settings.bot_token is not None:
        raise CommandError(
            "CLUB_BOT_TOKEN: belongs to a real region. Play the demonstration without it,"
            " in another folder."
        )
    stage, cast, reset = _settings_of_the_stage(settings), Cast(), asyncio.Event()

    def beginning() -> dict[str, Any]:
        """Asked for by an empty messenger, at its first start and after a reset."""
        reset.set()
        return snapshot(cast, present_timeline(stage))

    state = settings.state_folder / _STATE
    if await seed(stage, cast, fresh=fresh):
        _forget(state)
    config = MessengerConfig(port=stage.messenger_port, state_path=state, snapshot=beginning)
    async with AsyncExitStack() as messenger:
        try:
            await messenger.enter_async_context(running_messenger(config))
        except OSError as error:
            raise CommandError(
                f"CLUB_MESSENGER_PORT: {config.port} cannot be used ({error.strerror})"
            ) from None
        stop = asyncio.create_task(told_to_stop())
        reset.clear()
        while not stop.done():
            await _play(stage, cast, stop, reset)


async def _play(
    stage: Settings, cast: Cast, stop: asyncio.Task[None], reset: asyncio.Event
) -> None:
    """Run all parts until told to stop, or until the messenger was reset: then seed again."""
    async with opened(stage) as installation, AsyncExitStack() as parts:
        await start_parts(installation, parts, bot_link=f"{stage.bot_api_url}/")
        await _show_addresses(installation, cast)
        resetting = asyncio.create_task(reset.wait())
        await asyncio.wait({stop, resetting}, return_when=asyncio.FIRST_COMPLETED)
        resetting.cancel()
    if reset.is_set():
        reset.clear()
        await seed(stage, cast, fresh=True)


def _settings_of_the_stage(settings: Settings) -> Settings:
    """The same settings, pointed at the local messenger and away from a real region's data."""
    chosen = settings.database_url if "database_url" in settings.model_fields_set else _DATABASE
    messenger = MessengerConfig()
    changes = {
        "bot_token": SecretStr(messenger.bot_token),
        "bot_api_url": f"http://{messenger.host}:{settings.messenger_port}",
        "webhook_url": None,
        "database_url": normalise_url(chosen),
        "region_name": settings.region_name or region_name(),
    }
    return settings.model_copy(update=changes)


def _forget(state: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        state.with_name(state.name + suffix).unlink(missing_ok=True)


async def _show_addresses(installation: Installation, cast: Cast) -> None:
    settings = installation.settings
    leader = str(cast.persona("leader").id)
    typer.echo(f"Messenger   {settings.bot_api_url}/")
    typer.echo(f"Admin site  {await login_address(installation, leader)}")
    typer.echo(f"Health      {settings.site_url}/healthz")
    typer.echo("Stop with Ctrl+C. The log-in link opens once; /admin in the bot gives another.")
