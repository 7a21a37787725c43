"""The way of letters: what the messenger cannot bring, to whoever has agreed to e-mail (016)."""

from collections.abc import Awaitable, Callable, Container
from contextlib import suppress

from aiogram import Bot

from bot.context import BotContext
from bot.delivery.mail import MailLetter, MailPicture
from bot.delivery.mail_text import PICTURE, letter_parts
from bot.delivery.parcel import Parcel
from bot.screen import Screen
from bot.texts import Texts
from community.core import pictures
from community.core.errors import NotFound
from community.core.outbox.models import OutboxMessage, RecipientKind, State
from community.core.outbox.service import to_person
from community.core.outbox.worker import Done, OtherWay, Outcome
from community.membership.people import emails
from community.membership.people import queries as people
from community.membership.people.emails import Mailbox

Make = Callable[[OutboxMessage, Parcel], Awaitable[Outcome | Screen]]
_UNREACHABLE = Done(State.UNREACHABLE)


class MailWay:
    """`mailable` are the templates that may come by mail too; any other letter sends itself."""

    def __init__(self, context: BotContext, bot: Bot, mailable: Container[str], make: Make) -> None:
        self._context = context
        self._bot = bot
        self._mailable = mailable
        self._make = make

    async def takes(self, message: OutboxMessage) -> bool:
        """Whether this may reach by mail whom it cannot reach otherwise."""
        person = message.recipient_kind is RecipientKind.PERSON
        if self._context.mailer is None or not person or message.template not in self._mailable:
            return False
        async with self._context.database.read() as session:
            return await emails.mailbox_of(session, message.recipient_id) is not None

    async def deliver(self, message: OutboxMessage) -> Outcome:
        """Whoever can be reached again gets it as always."""
        context, person_id = self._context, message.recipient_id
        async with context.database.read() as session:
            person = await people.person(session, person_id)
            account = await people.reachable_account(session, person_id, context.messenger)
            mailbox = await emails.mailbox_of(session, person_id)
        texts, to = Texts.of(person, context.zone), to_person(person_id)
        parcel = Parcel(context, self._bot, message.params, texts, "", person, to, by_mail=True)
        if message.template not in self._mailable:
            return await self._send_itself(message, parcel)
        if account is not None:
            return OtherWay(by_mail=False)
        if context.mailer is None or mailbox is None:
            return _UNREACHABLE
        made = await self._make(message, parcel)
        if not isinstance(made, Screen):
            return made
        letter = await self._letter(message, parcel, mailbox, made)
        return await context.mailer.send(letter, context.database.clock.now())

    async def _send_itself(self, message: OutboxMessage, parcel: Parcel) -> Outcome:
        outcome = await self._make(message, parcel)
        assert not isinstance(outcome, Screen)
        return outcome

    async def _letter(
        self, message: OutboxMessage, parcel: Parcel, mailbox: Mailbox, screen: Screen
    ) -> MailLetter:
        texts, me = parcel.texts, await self._bot.me()
        stop = self._stop_address(mailbox)
        bot_link = f"https://t.me/{me.username}"
        text, html = letter_parts(screen, bot_link, texts, foot=_foot(bot_link, stop, texts))
        return MailLetter(
            to=mailbox.address,
            subject=texts("A message from the club"),
            text=text,
            html=html,
            # The same for each try, so that a mailbox shows one that came twice once.
            name=f"{message.id}.{message.created_at:%Y%m%d%H%M%S}.{self._bot.id}",
            picture=await self._picture(screen),
            headers=_stopping(stop) if stop else None,
        )

    async def _picture(self, screen: Screen) -> MailPicture | None:
        if screen.picture_id is None:
            return None
        with suppress(NotFound):
            async with self._context.database.read() as session:
                found, content = await pictures.picture(session, screen.picture_id)
            return MailPicture(PICTURE, found.mime, content)
        return None

    def _stop_address(self, mailbox: Mailbox) -> str | None:
        """A page of the site, where strangers can open the site at all."""
        site = self._context.site_url
        return f"{site}/mail/{mailbox.stop}" if site.startswith("https://") else None


def _foot(bot_link: str, stop: str | None, texts: Texts) -> list[str]:
    why = texts(
        "It comes by e-mail, as you agreed, because the club's bot cannot write to you."
        ' <a href="{link}">Open it</a> and press «Start»: then all comes there again.',
        link=bot_link,
    )
    if stop:
        return [why, texts('<a href="{stop}">No more letters</a>', stop=stop)]
    return [why, texts("No more letters: in the bot, 👤 Profile → ✉️ E-mail.")]


def _stopping(stop: str) -> dict[str, str]:
    """Mail programs show a button of their own for it (RFC 8058)."""
    return {
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
