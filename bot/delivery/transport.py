"""The outbox's way out: find the recipient, ask whether it is still true, send, report."""

import asyncio
from collections.abc import Container, Mapping
from datetime import timedelta

import structlog
from aiogram import Bot
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramRetryAfter,
)

from bot.context import BotContext
from bot.delivery.mail_way import MailWay
from bot.delivery.parcel import Failing, Parcel, Performer, Renderer
from bot.delivery.pictures import Pictures
from bot.limits import PATIENT, URGENT, ChatPace, SendWindow
from bot.screen import Screen, show
from bot.session import sending_urgency
from bot.texts import Texts
from community.chats import service as chat_service
from community.chats.models import LET_GO, Chat, ChatState
from community.core.outbox.models import OutboxMessage, Priority, RecipientKind, State
from community.core.outbox.service import Recipient
from community.core.outbox.worker import SKIPPED, Done, Later, OtherWay, Outcome
from community.membership.people import queries as people
from community.membership.people import service as people_service
from community.membership.people.models import MessengerAccount

log = structlog.get_logger()
_IN_VAIN = (State.UNREACHABLE, State.FAILED)
_LONGEST_WAIT_SECONDS = 2.0
_AWAY = timedelta(seconds=5)  # the messenger as a whole does not answer
_GONE_WORDS = ("chat not found", "user is deactivated", "group chat was deleted", "peer_id_invalid")


class BotTransport:
    """Delivers rows through one bot."""

    def __init__(
        self,
        context: BotContext,
        bot: Bot,
        window: SendWindow,
        pace: ChatPace,
        *,
        renderers: Mapping[str, Renderer],
        performers: Mapping[str, Performer],
        failing: Mapping[str, Failing],
        mailable: Container[str] = (),
    ) -> None:
        self._context = context
        self._bot = bot
        self._window = window
        self._renderers = renderers
        self._performers = performers
        self._failing = failing
        self._pace = pace
        self._pictures = Pictures(context, bot)
        self._mail = MailWay(context, bot, mailable, self._made)

    async def deliver(self, message: OutboxMessage) -> Outcome:
        outcome = await self._try(message)
        failing = self._failing.get(message.template)
        if failing and isinstance(outcome, Done) and outcome.state in _IN_VAIN:
            await failing(self._context, message.params)
        return outcome

    async def _try(self, message: OutboxMessage) -> Outcome:
        if message.by_mail:
            return await self._try_by_mail(message)
        if message.priority <= Priority.ANSWER:
            sending_urgency.set(URGENT)
        else:
            sending_urgency.set(PATIENT)
            await self._window.step()
        parcel = await self._parcel(message)
        if parcel is None:
            return await self._unreachable(message)
        try:
            return await self._hand_over(message, parcel)
        except TelegramMigrateToChat as moved:
            await self._move(parcel, moved.migrate_to_chat_id)
            return Later("moved", after=timedelta(0), counts=False)
        except (TelegramForbiddenError, TelegramBadRequest) as refusal:
            return await self._refused(message, parcel, refusal)
        except (TelegramAPIError, TimeoutError) as trouble:
            return _later(trouble)

    async def _try_by_mail(self, message: OutboxMessage) -> Outcome:
        """Nothing of it counts against the messenger's limits."""
        try:
            return await self._mail.deliver(message)
        except (TelegramAPIError, TimeoutError) as trouble:
            return _later(trouble)

    async def _unreachable(self, message: OutboxMessage, error: str | None = None) -> Outcome:
        if await self._mail.takes(message):
            return OtherWay(by_mail=True)
        return Done(State.UNREACHABLE, error=error)

    async def _refused(
        self, message: OutboxMessage, parcel: Parcel, refusal: TelegramAPIError
    ) -> Outcome:
        gone = any(words in refusal.message.lower() for words in _GONE_WORDS)
        if gone or isinstance(refusal, TelegramForbiddenError):
            return await self._closed(message, parcel, refusal)
        log.warning("outbox_refused", outbox_id=message.id, template=message.template)
        return Done(State.FAILED, error=type(refusal).__name__)

    async def _parcel(self, message: OutboxMessage) -> Parcel | None:
        context = self._context
        recipient = Recipient(message.recipient_kind, message.recipient_id)
        async with context.database.read() as session:
            if message.recipient_kind is RecipientKind.CHAT:
                chat = await session.get_one(Chat, message.recipient_id)
                if chat.state is ChatState.LOST and chat.lost_reason != LET_GO:
                    return None  # to one that is let go, the bot still says good-bye
                texts = Texts("ru", context.zone)
                address = chat.external_id
                return Parcel(context, self._bot, message.params, texts, address, None, recipient)
            if message.recipient_kind is RecipientKind.PERSON:
                account = await people.reachable_account(
                    session, message.recipient_id, context.messenger
                )
            else:
                account = await session.get(MessengerAccount, message.recipient_id)
            if account is None or account.external_id is None:
                return None
            person = await people.person(session, account.person_id)
        texts = Texts.of(person, context.zone)
        return Parcel(
            context,
            self._bot,
            message.params,
            texts,
            account.external_id,
            person,
            recipient,
            account.id,
        )

    async def _hand_over(self, message: OutboxMessage, parcel: Parcel) -> Outcome:
        made = await self._made(message, parcel)
        return await self._send(parcel, made) if isinstance(made, Screen) else made

    async def _made(self, message: OutboxMessage, parcel: Parcel) -> Outcome | Screen:
        if perform := self._performers.get(message.template):
            return await perform(parcel)
        return await self._renderers[message.template](parcel) or SKIPPED

    async def _send(self, parcel: Parcel, screen: Screen) -> Outcome:
        while wait := self._pace.reserve(parcel.address):
            if wait > _LONGEST_WAIT_SECONDS:
                return Later("pace", after=timedelta(seconds=wait), counts=False)
            await asyncio.sleep(wait)
        if screen.picture_id is None:
            sent = await show(self._bot, parcel.address, screen)
        else:
            sent = await self._pictures.show(parcel.address, screen.picture_id, screen)
        return Done(State.SENT, sent_ref=f"{sent.chat.id}:{sent.message_id}")

    async def _move(self, parcel: Parcel, new_id: int) -> None:
        async with self._context.database.write() as session:
            await chat_service.move_chat(
                session, self._context.messenger, parcel.address, str(new_id)
            )

    async def _closed(
        self, message: OutboxMessage, parcel: Parcel, refusal: TelegramAPIError
    ) -> Outcome:
        """The recipient cannot be written to: remember that, so that nothing else is tried."""
        async with self._context.database.write() as session:
            if message.recipient_kind is RecipientKind.CHAT:
                await chat_service.note_lost(session, message.recipient_id, "refused")
            elif parcel.account_id is not None:
                await people_service.mark_unreachable(session, parcel.account_id)
        return await self._unreachable(message, type(refusal).__name__)


def _later(trouble: Exception) -> Later:
    """Attempts are used up only where the message itself may be to blame."""
    if isinstance(trouble, TelegramRetryAfter):
        return Later("429", after=timedelta(seconds=trouble.retry_after), counts=False)
    if isinstance(trouble, TelegramNetworkError | TimeoutError):
        return Later(type(trouble).__name__, after=_AWAY, counts=False)
    return Later(type(trouble).__name__)
