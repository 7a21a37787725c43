"""Queueing a message, claiming what is due, and writing down how it went."""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    bindparam,
    delete,
    func,
    literal,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from community.core.clock import now
from community.core.db import insert_into
from community.core.outbox.models import (
    ERROR_LIMIT,
    UNSENT,
    OutboxMessage,
    Priority,
    RecipientKind,
    State,
)
from community.core.usecase import OUTBOX_TOUCHED, use_case

LEASE = timedelta(seconds=60)
MAX_ATTEMPTS = 12
_FIRST_PAUSE = timedelta(seconds=2)
_LONGEST_PAUSE = timedelta(minutes=30)


@dataclass(frozen=True)
class Recipient:
    kind: RecipientKind
    id: int


def to_person(person_id: int) -> Recipient:
    return Recipient(RecipientKind.PERSON, person_id)


def to_account(account_id: int) -> Recipient:
    return Recipient(RecipientKind.ACCOUNT, account_id)


def to_chat(chat_id: int) -> Recipient:
    return Recipient(RecipientKind.CHAT, chat_id)


async def enqueue(
    session: AsyncSession,
    recipient: Recipient,
    template: str,
    *,
    key: str,
    priority: Priority = Priority.NORMAL,
    due_at: datetime | None = None,
    **params: object,
) -> None:
    """Queue one message in the running transaction.

    `key` says what the message is about; the same key, template and recipient are queued once,
    however often they are asked for.
    """
    await enqueue_many(
        session, [recipient], template, key=key, priority=priority, due_at=due_at, **params
    )


async def enqueue_many(
    session: AsyncSession,
    recipients: Iterable[Recipient],
    template: str,
    *,
    key: str,
    priority: Priority = Priority.BROADCAST,
    due_at: datetime | None = None,
    **params: object,
) -> None:
    """Queue the same message to many, each at most once."""
    letters = [Letter(to, template, key, params, priority, due_at) for to in recipients]
    await enqueue_all(session, letters)


@dataclass(frozen=True)
class Letter:
    """One message to queue, where many different ones are queued together."""

    recipient: Recipient
    template: str
    key: str
    params: Mapping[str, object]
    priority: Priority = Priority.NORMAL
    due_at: datetime | None = None  # None: at once
    by_mail: bool = False


async def enqueue_all(session: AsyncSession, letters: Iterable[Letter]) -> None:
    """Queue them by one statement, in this order, each at most once."""
    moment = now(session)
    rows = [
        {
            "recipient_kind": letter.recipient.kind,
            "recipient_id": letter.recipient.id,
            "template": letter.template,
            "params": letter.params,
            "priority": int(letter.priority),
            "due_at": letter.due_at or moment,
            "unique_key": unique_key(letter.template, letter.key, letter.recipient),
            "by_mail": letter.by_mail,
            "state": State.PENDING,
            "attempts": 0,
            "created_at": moment,
        }
        for letter in letters
    ]
    if not rows:
        return
    insert = insert_into(session, OutboxMessage)
    await session.execute(insert.on_conflict_do_nothing(index_elements=["unique_key"]), rows)
    session.info[OUTBOX_TOUCHED] = True


def unique_key(template: str, key: str, to: Recipient) -> str:
    return f"{template}:{key}:{to.kind.value}:{to.id}"


def unsent(message: type[OutboxMessage]) -> ColumnElement[bool]:
    """Written out, not bound: only so does SQLite see that its partial indexes serve."""
    kind = OutboxMessage.state.type
    return message.state.in_([literal(state, kind, literal_execute=True) for state in UNSENT])


@use_case
async def claim(
    session: AsyncSession, limit: int, *, by_mail: bool | None = None
) -> Sequence[OutboxMessage]:
    """Take up to `limit` due messages for sending, the most urgent first.

    A recipient's next message is not taken while an earlier one of the same or a higher urgency
    is still unsent, so that nobody reads an answer before its question. `by_mail`: only letters,
    or only what goes through the messenger; None: all.
    """
    moment = now(session)
    due = await session.scalars(_due(by_mail), {"moment": moment, "limit": limit})
    messages = due.all()
    for message in messages:
        message.state = State.SENDING
        message.lease_until = moment + LEASE
        message.attempts += 1
    return messages


@cache  # asked for all day long: to put the question together takes longer than to answer it
def _due(by_mail: bool | None) -> Select[OutboxMessage]:  # noqa: FBT001
    """With `moment` and `limit` left open."""
    moment = bindparam("moment", type_=OutboxMessage.due_at.type)
    limit = bindparam("limit", type_=Integer)
    way = true() if by_mail is None else OutboxMessage.by_mail == by_mail
    earlier = aliased(OutboxMessage)
    blocked = (
        select(earlier.id)
        .where(
            earlier.recipient_kind == OutboxMessage.recipient_kind,
            earlier.recipient_id == OutboxMessage.recipient_id,
            earlier.by_mail == OutboxMessage.by_mail,
            earlier.id < OutboxMessage.id,
            earlier.priority <= OutboxMessage.priority,
            unsent(earlier),
            earlier.due_at <= moment,
        )
        .exists()
    )
    return (
        select(OutboxMessage)
        .where(
            # In nobody's hands, or its sender died between claiming and marking.
            or_(OutboxMessage.lease_until.is_(None), OutboxMessage.lease_until <= moment),
            unsent(OutboxMessage),
            way,
            OutboxMessage.due_at <= moment,
            or_(OutboxMessage.retry_at.is_(None), OutboxMessage.retry_at <= moment),
            ~blocked,
        )
        .order_by(OutboxMessage.priority, OutboxMessage.due_at, OutboxMessage.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )


@use_case
async def release_leases(session: AsyncSession) -> None:
    """Take up at once what a killed process had in hand; only where no other process sends."""
    await session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.state == State.SENDING)
        .values(state=State.PENDING, lease_until=None)
    )


@use_case
async def finish(
    session: AsyncSession,
    message_id: int,
    state: State,
    *,
    error: str | None = None,
    sent_ref: str | None = None,
) -> None:
    """Write down a final result: sent, skipped, unreachable or failed."""
    await session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.id == message_id)
        .values(
            state=state,
            error=error and error[:ERROR_LIMIT],
            sent_ref=sent_ref,
            finished_at=now(session),
            lease_until=None,
        )
    )


@use_case
async def postpone(
    session: AsyncSession,
    message_id: int,
    error: str,
    *,
    after: timedelta | None = None,
    counts: bool = True,
) -> State:
    """Try again later: after `after`, or with growing pauses; give up after MAX_ATTEMPTS.

    An attempt that the messenger merely asked to delay (429), or that found it unreachable as a
    whole, does not count.
    """
    message = await session.get_one(OutboxMessage, message_id)
    message.error = error[:ERROR_LIMIT]
    message.lease_until = None
    if not counts:
        message.attempts -= 1
    if message.attempts >= MAX_ATTEMPTS:
        message.state = State.FAILED
        message.finished_at = now(session)
    else:
        message.state = State.PENDING
        message.retry_at = now(session) + (after or _pause(message.attempts))
    return message.state


@use_case
async def turn_to(session: AsyncSession, message_id: int, *, by_mail: bool) -> None:
    """Send it the other way, at once and with all its attempts."""
    await session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.id == message_id)
        .values(by_mail=by_mail, state=State.PENDING, attempts=0, lease_until=None, retry_at=None)
    )
    session.info[OUTBOX_TOUCHED] = True


def _pause(attempts: int) -> timedelta:
    """Doubling pauses with jitter, so that a recovered messenger is not hit by all at once."""
    steady = min(_FIRST_PAUSE * float(2 ** max(attempts - 1, 0)), _LONGEST_PAUSE)
    return steady * random.uniform(0.8, 1.2)  # noqa: S311  jitter, not a secret


async def sent_to(
    session: AsyncSession, recipient: Recipient, template: str, subject_id: int
) -> Sequence[OutboxMessage]:
    """The messages of a template about one subject that arrived there, to edit them later."""
    query = select(OutboxMessage).where(
        _about(template, subject_id),
        OutboxMessage.recipient_kind == recipient.kind,
        OutboxMessage.recipient_id == recipient.id,
        OutboxMessage.sent_ref.is_not(None),
    )
    return (await session.scalars(query)).all()


async def queued_about(
    session: AsyncSession, template: str, subject_id: int
) -> Sequence[OutboxMessage]:
    """All messages of a template about one subject that are known yet, whatever came of them."""
    return (await session.scalars(select(OutboxMessage).where(_about(template, subject_id)))).all()


def _about(template: str, subject_id: int) -> ColumnElement[bool]:
    """Their key is the subject's id, alone or followed by `:` and whatever made them distinct."""
    return OutboxMessage.unique_key.startswith(f"{template}:{subject_id}:", autoescape=True)


async def unsent_count(session: AsyncSession) -> int:
    query = select(func.count()).where(unsent(OutboxMessage), OutboxMessage.due_at <= now(session))
    return await session.scalar(query) or 0


async def counts_by_state(session: AsyncSession) -> dict[State, int]:
    """How many messages are in each state, for the installation's own measures."""
    query = select(OutboxMessage.state, func.count()).group_by(OutboxMessage.state)
    return {state: count for state, count in await session.execute(query)}  # noqa: C416  typed rows


async def forget_where_sent(session: AsyncSession, recipients: Iterable[Recipient]) -> None:
    """Drop the messenger's addresses of what these recipients got: they name a private chat."""
    for recipient in recipients:
        await session.execute(
            update(OutboxMessage)
            .where(
                OutboxMessage.recipient_kind == recipient.kind,
                OutboxMessage.recipient_id == recipient.id,
            )
            .values(sent_ref=None)
        )


@use_case
async def forget_finished(session: AsyncSession, older_than: timedelta) -> int:
    """Drop rows that ended long ago; returns how many. Counts live elsewhere."""
    ended = OutboxMessage.state.not_in(UNSENT)
    old = (
        select(OutboxMessage.id)
        .where(ended, OutboxMessage.finished_at < now(session) - older_than)
        .limit(5_000)
    )
    ids = (await session.scalars(old)).all()
    await session.execute(delete(OutboxMessage).where(OutboxMessage.id.in_(ids)))
    return len(ids)
