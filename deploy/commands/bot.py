"""`club bot`: only takes updates; any number of them may run with a webhook."""

from contextlib import AsyncExitStack

from community.core.settings import Settings
from deploy.assembly import opened, require_current
from deploy.bot_side import (
    connected_bot,
    counting_jobs,
    polling,
    set_webhook,
    webhook_secret,
)
from deploy.jobs import running_jobs
from deploy.serving import serving
from deploy.supervision import told_to_stop
from deploy.webhook import with_webhook


async def run(settings: Settings) -> None:
    async with opened(settings) as installation, AsyncExitStack() as parts:
        await require_current(installation)
        app = await parts.enter_async_context(connected_bot(installation))
        if settings.webhook_url:
            door = with_webhook(app.handle, webhook_secret(settings))
            await parts.enter_async_context(
                serving(door, settings.web_host, settings.web_port, "CLUB_WEB_PORT")
            )
            await set_webhook(settings, app)
        else:
            await parts.enter_async_context(polling(app))
        jobs = running_jobs(installation.database, counting_jobs(app))
        await parts.enter_async_context(jobs)
        await told_to_stop()
