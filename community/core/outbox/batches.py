"""Many messages of one template and subject at once: held back, let go, called off, looked up.

They are named by a query for their unique keys, so that a word to thousands is one statement.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    SQLColumnExpression,
    String,
    cast,
    literal,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.clock import now
from community.core.outbox.models import OutboxMessage, RecipientKind, State
from community.core.outbox.service import Recipient, unique_key, unsent
from community.core.usecase import OUTBOX_TOUCHED

_HELD = datetime(9999, 1, 1, tzinfo=UTC)  # due when it is let go


def key_of(
    template: str, key: str, kind: RecipientKind, recipient_id: SQLColumnExpression[Any]
) -> ColumnElement[str]:
    """`service.unique_key` of this message to whoever has the id, as SQL."""
    return literal(f"{template}:{key}:{kind.value}:") + cast(recipient_id, String)


async def hold(session: AsyncSession, keys: Select[str]) -> None:
    """Send none of those that are not sent yet, until they are released.

    Those in a worker's hands are its own to ask about once more, and are held when it gives up.
    """
    await _set_due(session, keys, _HELD)


async def release(session: AsyncSession, keys: Select[str], due_at: datetime) -> None:
    """Let go of what was held."""
    await _set_due(session, keys, due_at)
    session.info[OUTBOX_TOUCHED] = True


async def _set_due(session: AsyncSession, keys: Select[str], due_at: datetime) -> None:
    await session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.unique_key.in_(keys), unsent(OutboxMessage))
        .values(due_at=due_at)
        .execution_options(synchronize_session=False)
    )


async def call_off(session: AsyncSession, keys: Select[str]) -> None:
    """Never send those that nobody has in hand."""
    await session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.unique_key.in_(keys), OutboxMessage.state == State.PENDING)
        .values(state=State.SKIPPED, finished_at=now(session))
        .execution_options(synchronize_session=False)
    )


async def sent_message(
    session: AsyncSession, recipient: Recipient, template: str, key: str
) -> OutboxMessage | None:
    """The one message of this template and key there, if it arrived."""
    query = select(OutboxMessage).where(
        OutboxMessage.unique_key == unique_key(template, key, recipient),
        OutboxMessage.sent_ref.is_not(None),
    )
    found: OutboxMessage | None = await session.scalar(query)
    return found
