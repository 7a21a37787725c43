"""How far newcomers have come: counted in memory, written down in batches."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.clock import now
from community.core.db import insert_into
from community.core.facts import publish
from community.core.usecase import use_case
from community.membership.people.models import MessengerAccount, Person, Standing
from moderation.incidents.facts import ProbationOver, ProbationResumed
from moderation.incidents.models import Probation
from moderation.incidents.rules import is_over
from moderation.incidents.settings import ModerationSettings, load_settings


@dataclass(frozen=True)
class Progress:
    """Probation is over at `ends_at`, or `messages_left` messages from now, whichever is first.

    `ends_at` is None before the first message of somebody whom nobody has verified.
    """

    over: bool
    messages_left: int
    ends_at: datetime | None


@use_case
async def count(session: AsyncSession, messages: Mapping[int, int]) -> None:
    """Add what newcomers wrote since the last time, by account, and end what is to end."""
    if not messages:
        return
    moment = now(session)
    insert = insert_into(session, Probation)
    adding = insert.on_conflict_do_update(
        index_elements=["account_id"],
        set_={"messages": Probation.messages + insert.excluded.messages},
    )
    since = await _verified(session, messages)
    rows = [
        {"account_id": account, "since": since.get(account, moment), "messages": number}
        for account, number in sorted(messages.items())
    ]
    await session.execute(adding, rows)
    settings = await load_settings(session, None)
    query = (
        select(Probation)
        .where(Probation.account_id.in_(messages), Probation.over_at.is_(None))
        .order_by(Probation.account_id)
        .execution_options(populate_existing=True)
    )
    for row in await session.scalars(query):
        if is_over(row.messages, row.since, moment, settings):
            row.over_at = moment
            await publish(session, ProbationOver(row.account_id))


async def probation_of(session: AsyncSession, account_id: int, at: datetime) -> Progress:
    """Where this account stands by the region's rules."""
    settings = await load_settings(session, None)
    row = await session.get(Probation, account_id)
    if row is None:
        return await _untold(session, account_id, at, settings)
    return Progress(
        over=row.over_at is not None or is_over(row.messages, row.since, at, settings),
        messages_left=max(0, settings.probation_messages - row.messages),
        ends_at=row.since + timedelta(days=settings.probation_days),
    )


async def _untold(
    session: AsyncSession, account_id: int, at: datetime, settings: ModerationSettings
) -> Progress:
    """Of somebody who has not written yet: a member's days count from the day of verification."""
    since = (await _verified(session, [account_id])).get(account_id)
    return Progress(
        over=is_over(0, since or at, at, settings),
        messages_left=settings.probation_messages,
        ends_at=since and since + timedelta(days=settings.probation_days),
    )


async def _verified(session: AsyncSession, account_ids: Collection[int]) -> dict[int, datetime]:
    """When the members among them were verified."""
    query = (
        select(MessengerAccount.id, Person.verified_at)
        .join(Person, Person.id == MessengerAccount.person_id)
        .where(
            MessengerAccount.id.in_(account_ids),
            Person.standing == Standing.MEMBER,
            Person.verified_at.is_not(None),
        )
    )
    return {account: at for account, at in await session.execute(query) if at is not None}


async def release(session: AsyncSession, account_id: int, moment: datetime) -> None:
    """A person vouched for what a newcomer wrote: probation ends, in the running transaction."""
    insert = insert_into(session, Probation)
    first = {"account_id": account_id, "since": moment, "messages": 0}
    await session.execute(insert.on_conflict_do_nothing(index_elements=["account_id"]), first)
    row = await session.get_one(Probation, account_id, with_for_update=True, populate_existing=True)
    if row.over_at is None:
        row.over_at = moment
        await publish(session, ProbationOver(account_id))


async def resume(session: AsyncSession, account_id: int, released_at: datetime) -> None:
    """That word was taken back; who was through by then in any other way stays so."""
    row = await session.get(Probation, account_id, with_for_update=True, populate_existing=True)
    if row is not None and row.over_at == released_at:
        row.over_at = None
        await publish(session, ProbationResumed(account_id))
