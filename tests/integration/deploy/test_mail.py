"""A region with a mail server in its settings sends letters by a worker of their own."""

import asyncio

from community.core.outbox.models import OutboxMessage, State
from community.core.settings import Settings, load_settings
from community.membership.people import emails
from deploy.assembly import opened
from deploy.bot_side import assembled_bot, running_outbox
from deploy.messenger.config import MessengerConfig
from deploy.messenger.server import running_messenger
from tests.support.databases import SECRET
from tests.support.factories import Region
from tests.support.looking import only
from tests.support.post import SENDER, PostOffice

PATIENCE = 30  # seconds, for a machine that is busy with other tests


def settings_for(region: Region, messenger: str, **mail: str) -> Settings:
    return load_settings(
        database_url=region.database.url,
        secret_key=SECRET,
        bot_token=MessengerConfig().bot_token,
        bot_api_url=messenger,
        **mail,
    )


async def test_letters_are_sent_beside_messages(region: Region) -> None:
    async with (
        running_messenger(MessengerConfig(limits=False)) as messenger,
        PostOffice.open() as post,
    ):
        url = f"smtp://{post.host}:{post.port}"
        settings = settings_for(region, messenger.url, smtp_url=url, mail_from=SENDER)
        async with (
            opened(settings, region.clock) as installation,
            assembled_bot(installation) as app,
            running_outbox(installation, app),
        ):
            names = {task.get_name() for task in asyncio.all_tasks()}
            assert {"outbox", "mail"} <= names
            anna = await region.member()
            async with installation.database.write() as session:
                await emails.ask(session, await region.actor(anna), "anna@example.org")
            async with asyncio.timeout(PATIENCE):
                await post.arrived.wait()
    (letter,) = post.letters
    assert letter["To"] == "anna@example.org"
    row = await only(region.database, OutboxMessage, OutboxMessage.by_mail)
    assert row.state is State.SENT


async def test_without_one_there_is_none(region: Region) -> None:
    async with running_messenger(MessengerConfig(limits=False)) as messenger:
        settings = settings_for(region, messenger.url)
        async with (
            opened(settings, region.clock) as installation,
            assembled_bot(installation) as app,
            running_outbox(installation, app),
        ):
            assert installation.bot_context().mailer is None
            assert "mail" not in {task.get_name() for task in asyncio.all_tasks()}


async def test_the_settings_make_a_mailer(region: Region) -> None:
    mail = {"smtp_url": "smtps://club:pw@mail.example.org", "mail_from": SENDER}
    settings = settings_for(region, "http://127.0.0.1:1", **mail)
    async with opened(settings, region.clock) as installation:
        assert installation.bot_context().mailer is not None
