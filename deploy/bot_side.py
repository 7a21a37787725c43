"""The parts that speak with the messenger. Importing this loads aiogram, which takes seconds."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from datetime import timedelta

from bot.app import ALLOWED_UPDATES, BotApp, create_bot
from bot.state.forgetting import forget_stale
from community.core.outbox.service import release_leases
from community.core.outbox.worker import OutboxWorker
from community.core.settings import Settings, SettingsError
from deploy.assembly import Installation
from deploy.bot_identity import token_of
from deploy.jobs import Job
from deploy.supervision import in_background
from deploy.webhook import PATH

_LETTERS_AT_ONCE = 4


class MessengerAwayError(Exception):
    """The messenger does not answer; shown on the health page until it does."""


@asynccontextmanager
async def assembled_bot(installation: Installation) -> AsyncIterator[BotApp]:
    """The bot with everything it needs; nothing is asked of the messenger yet."""
    settings = installation.settings
    bot = create_bot(token_of(settings), settings.bot_api_url)
    app = BotApp(installation.bot_context(), bot)
    try:
        yield app
    finally:
        await app.close()


@asynccontextmanager
async def running_outbox(installation: Installation, app: BotApp) -> AsyncIterator[None]:
    """Send what is due, woken by each commit of this process that queued something."""
    database = installation.database
    workers = _senders(installation, app)

    def wake() -> None:
        for worker in workers.values():
            worker.wake()

    database.on_outbox(wake)
    if database.is_sqlite:  # one process at a time: whatever is in hand was a killed one's
        async with database.write() as session:
            await release_leases(session)
    async with AsyncExitStack() as running:
        for name, worker in workers.items():
            part = in_background(name, worker.run, ask_to_stop=worker.stop)
            await running.enter_async_context(part)
        yield


def _senders(installation: Installation, app: BotApp) -> dict[str, OutboxWorker]:
    """Letters go by themselves, where there are any: a mail server has its own pace."""
    database, transport = installation.database, app.transport
    if installation.settings.smtp_url is None:
        return {"outbox": OutboxWorker(database, transport)}
    return {
        "outbox": OutboxWorker(database, transport, by_mail=False),
        "mail": OutboxWorker(database, transport, by_mail=True, batch=_LETTERS_AT_ONCE),
    }


@asynccontextmanager
async def taking_updates(settings: Settings, app: BotApp) -> AsyncIterator[None]:
    """Ask for updates, or ask for them to be brought; a messenger that is away is waited for."""

    async def take() -> None:
        await app.start()
        if settings.webhook_url is None:
            await app.run_polling()
            return
        await app.bot.set_webhook(
            f"{settings.webhook_url}{PATH}",
            secret_token=webhook_secret(settings),
            allowed_updates=ALLOWED_UPDATES,
        )

    async with in_background("bot", take):
        try:
            yield
        finally:
            # Merely cancelled, aiogram's polling goes on in tasks of its own.
            with suppress(RuntimeError):  # it never began, or the messenger brings the updates
                await app.dispatcher.stop_polling()


def webhook_secret(settings: Settings) -> str:
    """Raises SettingsError: an open webhook would take anybody's word for the messenger's."""
    if settings.webhook_secret is None:
        raise SettingsError("CLUB_WEBHOOK_SECRET: needed together with CLUB_WEBHOOK_URL")
    return settings.webhook_secret.get_secret_value()


def own_jobs(settings: Settings, app: BotApp) -> list[Job]:
    """What every process that takes updates does for itself."""

    async def listen() -> None:
        if settings.webhook_url is not None:
            await app.bot.get_webhook_info()
        elif app.trouble:
            raise MessengerAwayError

    minute = timedelta(minutes=1)
    return [
        Job("activity", timedelta(seconds=5), app.flush, everywhere=True),
        Job("lifeline", timedelta(seconds=10), app.keep_lifeline, everywhere=True),
        # The first long poll of a quiet club ends only after half a minute.
        Job("bot", minute, listen, everywhere=True, first_after=minute),
    ]


def bot_jobs(installation: Installation, app: BotApp) -> list[Job]:
    """What one process with a bot does for all."""

    async def forget() -> None:
        async with installation.database.write() as session:
            await forget_stale(session)

    return [
        Job("chats_rights", timedelta(days=1), app.check_chats),
        Job("stale_conversations", timedelta(days=1), forget),
    ]
