"""`club run`: bot, scheduler and site in one process and one event loop."""

from contextlib import AsyncExitStack

from community.core.settings import Settings
from deploy.assembly import Installation, opened, upgrade
from deploy.bot_identity import bot_username
from deploy.bot_side import (
    assembled_bot,
    bot_jobs,
    own_jobs,
    running_outbox,
    taking_updates,
    webhook_secret,
)
from deploy.jobs import domain_jobs, judging_jobs, running_jobs
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
    """Start every part on the stack; they stop in the reverse order.

    The site comes first: it tells of the trouble when the messenger is away.
    """
    settings, database = installation.settings, installation.database
    username = await bot_username(settings)
    app = await parts.enter_async_context(assembled_bot(installation))
    site = create_app(installation.web_context(username, bot_link))
    front = (
        with_webhook(app.handle, webhook_secret(settings), site) if settings.webhook_url else site
    )
    await parts.enter_async_context(
        serving(front, settings.web_host, settings.web_port, "CLUB_WEB_PORT")
    )
    await parts.enter_async_context(running_outbox(installation, app))
    jobs = [
        *domain_jobs(database),
        *judging_jobs(installation.judging),
        *bot_jobs(installation, app),
        *own_jobs(settings, app),
    ]
    await parts.enter_async_context(running_jobs(database, jobs))
    await parts.enter_async_context(taking_updates(settings, app))
