"""The letter with a code that proves an address, and the word that none arrives there."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.context import BotContext
from bot.delivery.mail import MailLetter
from bot.delivery.mail_text import letter_parts
from bot.delivery.parcel import Parcel
from bot.screen import Screen
from bot.texts import Texts
from community.core.outbox.worker import SKIPPED, Outcome
from community.membership.people import emails


async def code(parcel: Parcel) -> Outcome:
    """It says nothing of whose code it is: somebody else may read that mailbox."""
    mailer, params = parcel.context.mailer, parcel.params
    if mailer is None:
        return SKIPPED
    async with parcel.context.database.write() as session:
        made = await emails.new_code(session, params["person"], _asked_at(params))
    if made is None:
        return SKIPPED
    mailbox, digits = made
    texts = parcel.texts
    text, html = letter_parts(Screen(_words(digits, texts)), "", texts)
    moment = parcel.context.database.clock.now()
    letter = MailLetter(
        to=mailbox.address,
        subject=texts("A message from the club"),
        text=text,
        html=html,
        name=f"code.{parcel.bot.id}.{params['person']}.{moment:%Y%m%d%H%M%S}",
    )
    return await mailer.send(letter, moment)


def _words(digits: str, texts: Texts) -> str:
    return texts(
        "Your code: <b>{code}</b>\n\nType it to the bot within an hour.\n\nYou have not asked for"
        " it? Then just delete this letter: without the code nothing more comes here.",
        code=digits,
    )


async def not_sent(context: BotContext, params: Mapping[str, Any]) -> None:
    async with context.database.write() as session:
        await emails.note_refused(session, params["person"], _asked_at(params))


def _asked_at(params: Mapping[str, Any]) -> datetime:
    return datetime.fromisoformat(params["asked_at"])


async def refused(parcel: Parcel) -> Screen | None:
    """Unless another address was given meanwhile."""
    assert parcel.person is not None
    async with parcel.context.database.read() as session:
        if await emails.has_email(session, parcel.person.id):
            return None
    return Screen(
        parcel.texts(
            "✉️ The letter with the code does not arrive at that address. Perhaps a slip? Please"
            " type it once more: 👤 Profile → ✉️ E-mail."
        )
    )
