"""What the messenger did with a message: where its copies stand, or that none could be put."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from community.core.clock import now
from community.core.db import insert_into
from community.core.errors import NotFound
from community.core.outbox.service import enqueue_all
from community.core.usecase import use_case
from community.membership.people.models import MessengerAccount
from community.membership.sign_in.service import is_often_here
from community.relay import notices
from community.relay.hand import message_in_hand
from community.relay.models import RelayPlace

_LATELY = timedelta(days=3)  # a weekend without looking


@use_case
async def placed(
    session: AsyncSession, message_id: int, account_id: int, external_ids: Sequence[str]
) -> None:
    """Copies were delivered to the other side; told twice, they are noted once.

    Raises NotFound for an account that is not of the other side.
    """
    message, conversation = await message_in_hand(session, message_id)
    account = await session.get(MessengerAccount, account_id)
    if account is None or account.person_id != conversation.person_on(message.side.other):
        raise NotFound(kind="account")
    is_erased = message.words is None and message.file is None and message.withdrawn_at is None
    if is_erased or not external_ids:
        return
    rows = [
        {"message_id": message.id, "account_id": account.id, "external_id": one, "is_copy": True}
        for one in external_ids
    ]
    insert = insert_into(session, RelayPlace)
    await session.execute(
        insert.on_conflict_do_nothing(index_elements=["account_id", "external_id"]), rows
    )


@use_case
async def not_delivered(session: AsyncSession, message_id: int) -> None:
    """The other side cannot be written to: its author hears of it, once. Raises NotFound.

    Nothing is said where the other side reads it on the site.
    """
    message, conversation = await message_in_hand(session, message_id)
    other = conversation.person_on(message.side.other)
    if message.undelivered_at is None and not await is_often_here(session, other, _LATELY):
        message.undelivered_at = now(session)
        await enqueue_all(session, [notices.not_delivered(conversation, message)])
