"""`club bot`: only takes updates; any number of them may run with a webhook."""

from contextlib import AsyncExitStack

from community.core.settings import Settings
from deploy.assembly import opened, require_current
from deploy.bot_identity import bot_username
from deploy.bot_side import assembled_bot, own_jobs, taking_updates, webhook_secret
from deploy.jobs import judging_jobs, running_jobs
from deploy.serving import serving
from deploy.supervision import told_to_stop
from deploy.webhook import with_webhook


async def run(settings: Settings) -> None:
    await bot_username(settings)  # a wrong token is told at once
    async with opened(settings) as installation, AsyncExitStack() as parts:
        await require_current(installation)
        app = await parts.enter_async_context(assembled_bot(installation))
        if settings.webhook_url:
            door = with_webhook(app.handle, webhook_secret(settings))
            await parts.enter_async_context(
                serving(door, settings.web_host, settings.web_port, "CLUB_WEB_PORT")
            )
        jobs = [*own_jobs(settings, app), *judging_jobs(installation.judging)]
        await parts.enter_async_context(running_jobs(installation.database, jobs))
        await parts.enter_async_context(taking_updates(settings, app))
        await told_to_stop()
