"""What the bot itself says in the chat of a group: its words, pinned and kept from being passed on;
and its leave when the group is no more.
"""

from contextlib import suppress

from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError

from bot.delivery.parcel import Parcel
from bot.screen import Screen, show
from community.core.markdown import to_html
from community.core.outbox.models import State
from community.core.outbox.worker import SKIPPED, Done, Outcome
from community.selfhelp.groups.kinds import ALIVE
from community.selfhelp.groups.models import SupportGroup
from community.selfhelp.groups.queries import agreement_of


async def words(parcel: Parcel) -> Outcome:
    """Posted and pinned (feature 32); of two versions the later one is enough."""
    async with parcel.context.database.read() as session:
        group = await session.get_one(SupportGroup, parcel.params["group"])
        agreement = await agreement_of(session, group)
    is_of_now = group.agreement == parcel.params["number"] and group.state in ALIVE
    if not is_of_now or group.chat_id != parcel.recipient.id:
        return SKIPPED
    texts = parcel.texts
    head = texts("📜 <b>What we agreed on</b>")
    foot = texts("Please do not pass on what is written here, and take no pictures of the screen.")
    screen = Screen(f"{head}\n\n{to_html(agreement.body)}\n\n{foot}", protect=True)
    sent = await show(parcel.bot, parcel.address, screen)
    # A courtesy: where the bot may not pin, the words stand all the same.
    with suppress(TelegramBadRequest, TelegramForbiddenError):
        await parcel.bot.pin_chat_message(
            parcel.address, sent.message_id, disable_notification=True
        )
    return Done(State.SENT, sent_ref=f"{sent.chat.id}:{sent.message_id}")


async def goodbye(parcel: Parcel) -> Outcome:
    """To a chat that the club looks after no longer; whoever is in it stays."""
    text = parcel.texts(
        "🕊 The group has said farewell, and I take my leave of this chat. It stays yours. The club"
        " is near as before: in the private chat with me."
    )
    try:
        await show(parcel.bot, parcel.address, Screen(text))
        await parcel.bot.leave_chat(parcel.address)
    except (TelegramBadRequest, TelegramForbiddenError):
        return SKIPPED  # it was deleted, or the bot is gone from it already
    return Done(State.SENT)
