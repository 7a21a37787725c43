"""The parts that speak with the messenger. Importing this loads aiogram, which takes seconds."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from aiogram import Bot

from bot.app import BotApp, create_bot
from bot.state.storage import forget_stale
from community.core.outbox.worker import OutboxWorker
from community.core.settings import Settings, SettingsError
from deploy.assembly import Installation
from deploy.jobs import Job
from deploy.supervision import in_background
from deploy.webhook import PATH


@asynccontextmanager
async def connected_bot(installation: Installation) -> AsyncIterator[BotApp]:
    """The bot with everything it needs, not asking for updates yet. Raises SettingsError."""
    app = BotApp(installation.bot_context(), bot_of(installation.settings))
    try:
        await app.start()
        yield app
    finally:
        await app.close()


def bot_of(settings: Settings) -> Bot:
    if settings.bot_token is None:
        raise SettingsError("CLUB_BOT_TOKEN: needed for this command; BotFather gives one")
    return create_bot(settings.bot_token.get_secret_value(), settings.bot_api_url)


@asynccontextmanager
async def running_outbox(installation: Installation, app: BotApp) -> AsyncIterator[None]:
    """Send what is due, woken by each commit of this process that queued something."""
    worker = OutboxWorker(installation.database, app.transport)
    installation.database.on_outbox(worker.wake)
    async with in_background("outbox", worker.run, ask_to_stop=worker.stop):
        yield


@asynccontextmanager
async def polling(app: BotApp) -> AsyncIterator[None]:
    async with in_background("polling", app.run_polling):
        yield


def webhook_secret(settings: Settings) -> str:
    """Raises SettingsError: an open webhook would take anybody's word for the messenger's."""
    if settings.webhook_secret is None:
        raise SettingsError("CLUB_WEBHOOK_SECRET: needed together with CLUB_WEBHOOK_URL")
    return settings.webhook_secret.get_secret_value()


async def set_webhook(settings: Settings, app: BotApp) -> None:
    await app.set_webhook(f"{settings.webhook_url}{PATH}", webhook_secret(settings))


def counting_jobs(app: BotApp) -> list[Job]:
    """What every process with a bot does for itself."""
    return [Job("activity", timedelta(seconds=5), app.flush, everywhere=True)]


def bot_jobs(installation: Installation, app: BotApp) -> list[Job]:
    """What one bot does for all."""

    async def forget() -> None:
        async with installation.database.write() as session:
            await forget_stale(session)

    return [
        Job("chats_rights", timedelta(days=1), app.check_chats),
        Job("stale_conversations", timedelta(days=1), forget),
    ]
