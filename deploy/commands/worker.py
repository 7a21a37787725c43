"""`club worker`: sends what is due and does what comes round by the clock."""

from community.core.settings import Settings
from deploy.assembly import opened, require_current
from deploy.bot_identity import bot_username
from deploy.bot_side import assembled_bot, bot_jobs, running_outbox
from deploy.jobs import domain_jobs, running_jobs
from deploy.supervision import told_to_stop


async def run(settings: Settings) -> None:
    await bot_username(settings)  # a wrong token is told at once
    async with opened(settings) as installation:
        await require_current(installation)
        async with assembled_bot(installation) as app, running_outbox(installation, app):
            jobs = [*domain_jobs(installation.database), *bot_jobs(installation, app)]
            async with running_jobs(installation.database, jobs):
                await told_to_stop()
