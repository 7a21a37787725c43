"""`club web`: only the admin site. Never loads aiogram."""

from community.core.settings import Settings
from deploy.assembly import opened, require_current
from deploy.bot_identity import bot_username
from deploy.jobs import judging_jobs, running_jobs
from deploy.serving import serving
from deploy.supervision import told_to_stop
from web.app import create_app


async def run(settings: Settings) -> None:
    async with opened(settings) as installation:
        await require_current(installation)
        site = create_app(installation.web_context(await bot_username(settings)))
        async with (
            serving(site, settings.web_host, settings.web_port, "CLUB_WEB_PORT"),
            running_jobs(installation.database, judging_jobs(installation.judging)),
        ):
            await told_to_stop()
