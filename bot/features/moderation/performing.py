"""Decisions carried out in the messenger: sanctions, quotes given back, channels shut out.

Each is asked anew what is still due, done once, and reported back to the domain; what the
messenger refuses is reported too and never tried for ever.
"""

from datetime import datetime, timedelta

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.types import ChatMemberBanned, ChatMemberRestricted, ChatPermissions

from bot.delivery.parcel import Parcel
from bot.features.chats.rights import check_chat
from community.core.outbox.models import State
from community.core.outbox.worker import SKIPPED, Done, Outcome
from moderation.incidents import sanctioning
from moderation.incidents.imposing import ADMINISTRATOR
from moderation.incidents.kinds import Decision, MeasureState, SanctionKind
from moderation.incidents.models import Incident
from moderation.incidents.sanctioning import Due

log = structlog.get_logger()
_DONE = Done(State.SENT)
_SHORTEST = timedelta(seconds=35)  # a term below half a minute the messenger takes for ever
_LOST = "lost"
_REFUSALS = {
    "administrator of the chat": ADMINISTRATOR,
    "chat owner": ADMINISTRATOR,
    "not enough rights": "no_right",
    "admin_required": "no_right",
    "only for supergroups": "basic_group",
    "participant_id_invalid": "gone",
    "user not found": "gone",
    "invalid user_id": "gone",
}
_NOTHING = ChatPermissions(**dict.fromkeys(ChatPermissions.model_fields, False))
_EVERYTHING = ChatPermissions(**dict.fromkeys(ChatPermissions.model_fields, True))


async def settle(parcel: Parcel) -> Outcome:
    """Mute, ban or set free, whichever is due by all that is in force in this chat now."""
    database, measure_id = parcel.context.database, parcel.params["measure"]
    async with database.read() as session:
        due = await sanctioning.what_is_due(session, measure_id)
    if due is None:
        return SKIPPED
    try:
        await _make_it_so(parcel.bot, due, database.clock.now())
    except TelegramForbiddenError:  # the bot is out; the transport writes the chat off
        await _refuse(parcel, _LOST)
        raise
    except TelegramBadRequest as error:
        refusal = _refusal(error)
        await _refuse(parcel, refusal)
        if refusal == "no_right":
            await check_chat(parcel.context, parcel.bot, due.chat)
        return Done(State.FAILED, error=refusal)
    async with database.write() as session:
        if due.measure.state is MeasureState.PENDING:
            await sanctioning.measure_applied(session, measure_id)
        else:
            await sanctioning.measure_lifted(session, measure_id)
    return _DONE


async def _make_it_so(bot: Bot, due: Due, moment: datetime) -> None:
    address, user_id = due.chat.external_id, int(due.account.external_id or 0)
    restriction = due.restriction
    if restriction is None:
        await _set_free(bot, address, user_id)
        return
    # As a length of time: the messenger's clock need not agree with ours.
    term = max(restriction.until - moment, _SHORTEST) if restriction.until else None
    if restriction.kind is SanctionKind.BAN:
        await bot.ban_chat_member(address, user_id, until_date=term)
    else:
        await bot.restrict_chat_member(address, user_id, _NOTHING, until_date=term)


async def _set_free(bot: Bot, address: str, user_id: int) -> None:
    """Whoever was set free by hand already is left alone."""
    member = await bot.get_chat_member(address, user_id)
    if isinstance(member, ChatMemberBanned):
        await bot.unban_chat_member(address, user_id, only_if_banned=True)
    elif isinstance(member, ChatMemberRestricted):
        await bot.restrict_chat_member(address, user_id, _EVERYTHING)


async def _refuse(parcel: Parcel, refusal: str) -> None:
    async with parcel.context.database.write() as session:
        await sanctioning.measure_refused(session, parcel.params["measure"], refusal)


def _refusal(error: TelegramBadRequest) -> str:
    words = error.message.lower()
    return next((code for part, code in _REFUSALS.items() if part in words), "unknown")


async def ban_channel(parcel: Parcel) -> Outcome:
    """Shut the channel out, unless somebody has called it harmless meanwhile."""
    incident = await _incident(parcel)
    if incident.channel is None or incident.decision is Decision.INNOCENT:
        return SKIPPED
    try:
        await parcel.bot.ban_chat_sender_chat(parcel.address, int(incident.channel))
    except TelegramBadRequest as error:
        return Done(State.FAILED, error=_refusal(error))
    return _DONE


async def unban_channel(parcel: Parcel) -> Outcome:
    incident = await _incident(parcel)
    if incident.channel is None:
        return SKIPPED
    try:
        await parcel.bot.unban_chat_sender_chat(parcel.address, int(incident.channel))
    except TelegramBadRequest as error:
        return Done(State.FAILED, error=_refusal(error))
    return _DONE


async def _incident(parcel: Parcel) -> Incident:
    async with parcel.context.database.read() as session:
        return await session.get_one(Incident, parcel.params["incident"])
