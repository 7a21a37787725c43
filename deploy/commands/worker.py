"""`club worker`: sends what is due and does what comes round by the clock."""

from community.core.settings import Settings
from deploy.assembly import opened, require_current
from deploy.bot_side import bot_jobs, connected_bot, running_outbox
from deploy.jobs import domain_jobs, running_jobs
from deploy.supervision import told_to_stop


async def run(settings: Settings) -> None:
    async with opened(settings) as installation:
        await require_current(installation)
        async with connected_bot(installation) as app, running_outbox(installation, app):
            jobs = [*domain_jobs(installation.database), *bot_jobs(installation, app)]
            async with running_jobs(installation.database, jobs):
                await told_to_stop()
