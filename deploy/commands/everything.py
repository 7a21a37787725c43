"""`club run`: bot, scheduler and site in one process and one event loop."""

from contextlib import AsyncExitStack

from community.core.settings import Settings
from deploy.assembly import Installation, opened, upgrade
from deploy.bot_identity import bot_username
from deploy.bot_side import (
    bot_jobs,
    connected_bot,
    counting_jobs,
    polling,
    running_outbox,
    set_webhook,
    webhook_secret,
)
from deploy.jobs import domain_jobs, running_jobs
from deploy.serving import serving
from deploy.supervision import told_to_stop
from deploy.webhook import with_webhook
from web.app import create_app


async def run(settings: Settings) -> None:
    """Everything against a real messenger, until told to stop."""
    async with opened(settings) as installation, AsyncExitStack() as parts:
        await upgrade(installation)
        await start_parts(installation, parts)
        await told_to_stop()


async def start_parts(
    installation: Installation, parts: AsyncExitStack, *, bot_link: str | None = None
) -> None:
    """Start every part on the stack; they stop in the reverse order."""
    settings, database = installation.settings, installation.database
    app = await parts.enter_async_context(connected_bot(installation))
    username = app.username or await bot_username(settings)
    site = create_app(installation.web_context(username, bot_link))
    host, port = settings.web_host, settings.web_port
    if settings.webhook_url:
        front = with_webhook(app.handle, webhook_secret(settings), site)
        await parts.enter_async_context(serving(front, host, port, "CLUB_WEB_PORT"))
        await set_webhook(settings, app)
    else:
        await parts.enter_async_context(serving(site, host, port, "CLUB_WEB_PORT"))
        await parts.enter_async_context(polling(app))
    await parts.enter_async_context(running_outbox(installation, app))
    jobs = [*domain_jobs(database), *bot_jobs(installation, app), *counting_jobs(app)]
    await parts.enter_async_context(running_jobs(database, jobs))
