"""Words and pictures given back to a chat, and taken away again when that is undone."""

import structlog
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest, TelegramForbiddenError
from aiogram.types import MessageId
from markupsafe import Markup

from bot.delivery.parcel import Parcel
from community.core.outbox.models import State
from community.core.outbox.worker import SKIPPED, Done, Outcome
from community.membership.people.models import MessengerAccount, Person
from moderation.incidents import erasing, seeing
from moderation.incidents.kinds import MessageState
from moderation.incidents.models import Incident, IncidentMessage

log = structlog.get_logger()
_DONE = Done(State.SENT)
_TEXT_LIMIT, _CAPTION_LIMIT = 4096, 1024


async def restore(parcel: Parcel) -> Outcome:
    """Quote a message back: «Анна: …». Its own place in the chat is lost for ever."""
    message = await _message(parcel)
    if message.state is not MessageState.RETURNING:
        return SKIPPED
    opening = parcel.texts("{name}:", name=await _author(parcel, message))
    ref = await _copy(parcel, message, opening) or await _quote(parcel, message, opening)
    if ref is None:
        return Done(State.FAILED, error="nothing_kept")
    async with parcel.context.database.write() as session:
        await seeing.message_returned(session, message.id, ref)
    return _DONE


async def withdraw(parcel: Parcel) -> Outcome:
    """The decision to give it back was undone."""
    message = await _message(parcel)
    if message.returned_ref is None:
        return SKIPPED
    await _delete(parcel, message.returned_ref)
    async with parcel.context.database.write() as session:
        await seeing.message_withdrawn(session, message.id)
    return _DONE


async def drop_copy(parcel: Parcel) -> Outcome:
    """Moderators had a day to look at the picture: now it leaves their chat as well."""
    message = await _message(parcel)
    if message.copy_ref is None:
        return SKIPPED
    await _delete(parcel, message.copy_ref)
    async with parcel.context.database.write() as session:
        await erasing.copy_dropped(session, message.id)
    return _DONE


async def _copy(parcel: Parcel, message: IncidentMessage, opening: str) -> str | None:
    if message.copy_ref is None:
        return None
    address, copy_id = _place(message.copy_ref)
    quoted = _quoted(opening, message.text)
    caption = quoted if len(quoted) <= _CAPTION_LIMIT else None
    try:
        sent: MessageId = await parcel.bot.copy_message(
            parcel.address, address, copy_id, caption=caption
        )
    except (TelegramBadRequest, TelegramForbiddenError):  # the copy is gone, or its chat
        return None
    return f"{parcel.address}:{sent.message_id}"


async def _quote(parcel: Parcel, message: IncidentMessage, opening: str) -> str | None:
    if message.text is None:
        return None
    quoted = _quoted(opening, message.text)
    # Where both do not fit, the words go before the name: none of them is cut off.
    fits = len(opening) + 1 + len(message.text) <= _TEXT_LIMIT
    sent = await parcel.bot.send_message(
        parcel.address, quoted if fits else Markup.escape(message.text)
    )
    return f"{parcel.address}:{sent.message_id}"


def _quoted(opening: str, text: str | None) -> str:
    if not text:
        return opening
    return Markup("{}\n<blockquote>{}</blockquote>").format(Markup(opening), text)  # noqa: S704


async def _author(parcel: Parcel, message: IncidentMessage) -> str:
    """As the chat knows them; the club's own name only where the messenger does not tell."""
    async with parcel.context.database.read() as session:
        incident = await session.get_one(Incident, message.incident_id)
        if incident.author_account_id is None:
            return parcel.texts("A channel")
        account = await session.get_one(MessengerAccount, incident.author_account_id)
        person = await session.get_one(Person, account.person_id)
    if account.external_id is not None:
        try:
            member = await parcel.bot.get_chat_member(parcel.address, int(account.external_id))
        except TelegramAPIError:
            pass
        else:
            return member.user.first_name
    return person.given_name or parcel.texts("A member of the club")


async def _delete(parcel: Parcel, ref: str) -> None:
    """What cannot be deleted (any more) is not tried again: gone already, or too old."""
    address, message_id = _place(ref)
    try:
        await parcel.bot.delete_message(address, message_id)
    except (TelegramBadRequest, TelegramForbiddenError) as error:
        log.info("message_not_deleted", error=type(error).__name__)


def _place(ref: str) -> tuple[int, int]:
    address, _, message_id = ref.partition(":")
    return int(address), int(message_id)


async def _message(parcel: Parcel) -> IncidentMessage:
    async with parcel.context.database.read() as session:
        return await session.get_one(IncidentMessage, parcel.params["message"])
