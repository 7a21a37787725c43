"""An address of e-mail, for when the bot cannot reach somebody: given, confirmed, taken away.

Consent is of its own (principle 10). A code proves that whoever gave the address reads it, and
how often somebody may ask for one is counted in the log, so that the club pesters no stranger.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Action, Actor, Source
from community.core.audit import AuditEntry, Subject, record
from community.core.clock import now
from community.core.db import TO_CHANGE
from community.core.errors import InvalidInput, NotFound
from community.core.mail import clean_address
from community.core.outbox.models import Priority
from community.core.outbox.service import Letter, enqueue_all, to_person
from community.core.usecase import use_case
from community.membership.people import queries as people
from community.membership.people.errors import EmailCodeOver, EmailCodeWrong, TooManyEmails
from community.membership.people.models import PersonEmail

CODE_LIFE = timedelta(hours=1)
TRIES = 5
ASKS = 5
_WITHIN = timedelta(days=1)
_DIGITS = 6


async def own_email(session: AsyncSession, actor: Actor) -> PersonEmail | None:
    """The acting person's, confirmed or not."""
    return await session.get(PersonEmail, actor.require_own(Action.OWN_VIEW))


async def has_email(session: AsyncSession, person_id: int) -> bool:
    """Confirmed or not."""
    return await session.get(PersonEmail, person_id) is not None


@dataclass(frozen=True)
class Mailbox:
    """Where a letter goes, and the secret in it that stops them."""

    address: str
    stop: str


async def mailbox_of(session: AsyncSession, person_id: int) -> Mailbox | None:
    """Of whoever has confirmed that they read it."""
    row = await session.get(PersonEmail, person_id)
    return Mailbox(row.address, row.stop) if row and row.confirmed_at is not None else None


@use_case
async def ask(session: AsyncSession, actor: Actor, entered: str) -> None:
    """Send a code to this address; a former one is written to no more.

    Raises InvalidInput for what is no address, and TooManyEmails.
    """
    person_id = actor.require_for_oneself(Action.OWN_MAIL)
    address = clean_address(entered)
    if address is None:
        raise InvalidInput(field="email")
    await people.locked_person(session, person_id)
    await _require_asks_left(session, person_id)
    await forget(session, person_id)
    moment, stop = now(session), secrets.token_urlsafe(24)
    session.add(
        PersonEmail(
            person_id=person_id,
            address=address,
            asked_at=moment,
            stop=stop,
            stop_hash=stop,
        )
    )
    record(session, actor, "add", _subject(person_id))
    await enqueue_all(session, [_code_letter(person_id, moment)])


def _code_letter(person_id: int, asked_at: datetime) -> Letter:
    return Letter(
        to_person(person_id),
        "mail.code",
        f"{person_id}:{uuid4().hex}",
        {"person": person_id, "asked_at": asked_at.isoformat()},
        Priority.ANSWER,
        by_mail=True,
    )


async def _require_asks_left(session: AsyncSession, person_id: int) -> None:
    """Whoever asks holds the person's lock, so that none is missed."""
    query = select(func.count(AuditEntry.id)).where(
        AuditEntry.person_id == person_id,
        AuditEntry.at > now(session) - _WITHIN,
        AuditEntry.tag.endswith(":email:add"),
    )
    if (await session.scalar(query) or 0) >= ASKS:
        raise TooManyEmails


@use_case
async def new_code(
    session: AsyncSession, person_id: int, asked_at: datetime
) -> tuple[Mailbox, str] | None:
    """Six digits to write to the address that was given then; None if it is none any more.

    Made when the letter is: only its hash is ever kept.
    """
    row = await _locked(session, person_id)
    if row is None or row.confirmed_at is not None or row.asked_at != asked_at:
        return None
    code = f"{secrets.randbelow(10**_DIGITS):0{_DIGITS}}"
    row.code_hash = code  # type: ignore[assignment]  # BlindIndex hashes what it is given
    row.code_expires_at, row.misses = now(session) + CODE_LIFE, 0
    return Mailbox(row.address, row.stop), code


@use_case
async def note_refused(session: AsyncSession, person_id: int, asked_at: datetime) -> None:
    """No letter arrives there: forget the address, and tell whoever gave it."""
    row = await _locked(session, person_id)
    if row is None or row.confirmed_at is not None or row.asked_at != asked_at:
        return
    await forget(session, person_id)
    letter = Letter(
        to_person(person_id), "mail.refused", f"{person_id}:{uuid4().hex}", {}, Priority.ANSWER
    )
    await enqueue_all(session, [letter])


@use_case
async def confirm(session: AsyncSession, actor: Actor, entered: str) -> None:
    """The digits of the letter. Raises EmailCodeWrong, EmailCodeOver, NotFound."""
    person_id = actor.require_own(Action.OWN_VIEW)
    row = await _locked(session, person_id)
    if row is None:
        raise NotFound(kind="email")
    if row.confirmed_at is not None:  # an update that came twice
        return
    moment = now(session)
    if row.code_hash is None or row.code_expires_at is None or row.code_expires_at <= moment:
        raise EmailCodeOver
    if not await _fits(session, person_id, entered):
        row.misses += 1
        if row.misses < TRIES:
            raise EmailCodeWrong
        row.code_hash = row.code_expires_at = None
        raise EmailCodeOver
    row.confirmed_at, row.code_hash, row.code_expires_at = moment, None, None
    record(session, actor, "confirm", _subject(person_id))


async def _fits(session: AsyncSession, person_id: int, entered: str) -> bool:
    digits = "".join(sign for sign in entered if sign.isdecimal())
    query = select(PersonEmail.person_id).where(
        PersonEmail.person_id == person_id, PersonEmail.code_hash == digits
    )
    return await session.scalar(query) is not None


@use_case
async def drop(session: AsyncSession, actor: Actor) -> None:
    """Nothing is written there any more; a second tap changes nothing."""
    person_id = actor.require_own(Action.OWN_WITHDRAW)
    if await forget(session, person_id):
        record(session, actor, "remove", _subject(person_id))


async def reader_of(session: AsyncSession, secret: str) -> int:
    """Whose letters hold this secret. Raises NotFound."""
    query = select(PersonEmail.person_id).where(PersonEmail.stop_hash == secret)
    person_id: int | None = await session.scalar(query)
    if person_id is None:
        raise NotFound(kind="email")
    return person_id


@use_case
async def stop(session: AsyncSession, secret: str, source: Source) -> None:
    """The same as `drop`, by the secret in a letter: whoever reads them may. Raises NotFound."""
    person_id = await reader_of(session, secret)
    await drop(session, Actor(person_id=person_id, source=source))


async def forget(session: AsyncSession, person_id: int) -> bool:
    """Drop the address in the running transaction; whether there was one."""
    query = delete(PersonEmail).where(PersonEmail.person_id == person_id)
    dropped = await session.scalar(query.returning(PersonEmail.person_id))
    return dropped is not None


async def _locked(session: AsyncSession, person_id: int) -> PersonEmail | None:
    return await session.get(
        PersonEmail, person_id, with_for_update=TO_CHANGE, populate_existing=True
    )


def _subject(person_id: int) -> Subject:
    return Subject("email", person_id=person_id)
