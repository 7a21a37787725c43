"""Opening the site by a one-time link, keeping a session, checking the second factor."""

import secrets
from collections.abc import Sequence
from datetime import timedelta

import pyotp
from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Action, Actor
from community.core.audit import Subject, record
from community.core.clock import now
from community.core.errors import NotFound
from community.core.options import load_options
from community.core.usecase import use_case
from community.membership.people import queries as people
from community.membership.sign_in.errors import (
    CodeNotValid,
    LinkNotValid,
    SignInNotAllowed,
    TooManyTries,
)
from community.membership.sign_in.models import LoginLink, SecondFactor, WebSession

LINK_LIFE = timedelta(minutes=10)
SESSION_LIFE = timedelta(days=14)
SEEN_EVERY = timedelta(minutes=5)
_TRIES = 5
_LOCK = timedelta(minutes=15)
_STEP_SECONDS = 30


@use_case
async def create_link(session: AsyncSession, actor: Actor, person_id: int) -> str:
    """A token for `/login/TOKEN`: for oneself, or (the installation's own commands) for anyone.

    Raises SignInNotAllowed where the person holds no role that opens the site.
    """
    if not actor.system and actor.person_id != person_id:
        raise NotFound(kind="person")
    owner = await people.actor_for(session, person_id, actor.source)
    if not owner.may_at_all(Action.SITE_SIGN_IN):
        raise SignInNotAllowed
    token, moment = secrets.token_urlsafe(24), now(session)
    session.add(
        LoginLink(
            token=token,
            person_id=person_id,
            created_at=moment,
            expires_at=moment + LINK_LIFE,
        )
    )
    record(session, actor, "create", Subject("login_link", person_id=person_id))
    return token


@use_case
async def open_session(session: AsyncSession, token: str, device: str) -> str:
    """Use a link up and return the secret of a new session. Raises LinkNotValid."""
    moment = now(session)
    used = (
        update(LoginLink)
        .where(
            LoginLink.token == token,
            LoginLink.used_at.is_(None),
            LoginLink.expires_at > moment,
        )
        .values(used_at=moment)
        .returning(LoginLink.person_id)
    )
    person_id = await session.scalar(used)
    if person_id is None:
        raise LinkNotValid
    actor = await people.actor_for(session, person_id, "web")
    if not actor.may_at_all(Action.SITE_SIGN_IN):
        raise LinkNotValid
    secret = secrets.token_urlsafe(32)
    web_session = WebSession(
        token=secret,
        person_id=person_id,
        device=device[:80],
        created_at=moment,
        seen_at=moment,
        expires_at=moment + SESSION_LIFE,
    )
    session.add(web_session)
    await session.flush()
    subject = Subject("web_session", web_session.id, person_id=person_id)
    record(session, actor, "open", subject)
    return secret


async def find_session(session: AsyncSession, secret: str) -> WebSession | None:
    """The live session behind a cookie."""
    moment = now(session)
    query = select(WebSession).where(
        WebSession.token == secret,
        WebSession.revoked_at.is_(None),
        WebSession.expires_at > moment,
    )
    result: WebSession | None = await session.scalar(query)
    return result


@use_case
async def note_seen(session: AsyncSession, session_id: int) -> None:
    """Note that a session is in use, at most once in a few minutes."""
    moment = now(session)
    await session.execute(
        update(WebSession)
        .where(WebSession.id == session_id, WebSession.seen_at < moment - SEEN_EVERY)
        .values(seen_at=moment)
    )


async def is_often_here(session: AsyncSession, person_id: int, within: timedelta) -> bool:
    """Whether somebody has been on the site lately and can come back without signing in."""
    moment = now(session)
    query = select(WebSession.id).where(
        WebSession.person_id == person_id,
        WebSession.revoked_at.is_(None),
        WebSession.expires_at > moment,
        WebSession.seen_at > moment - within,
    )
    return await session.scalar(query.limit(1)) is not None


async def live_sessions(session: AsyncSession, actor: Actor) -> Sequence[WebSession]:
    """Where the acting person is signed in now, the latest first."""
    query = (
        select(WebSession)
        .where(
            WebSession.person_id == actor.require_own(Action.OWN_VIEW),
            WebSession.revoked_at.is_(None),
            WebSession.expires_at > now(session),
        )
        .order_by(WebSession.seen_at.desc())
    )
    return (await session.scalars(query)).all()


@use_case
async def close_session(session: AsyncSession, actor: Actor, session_id: int) -> None:
    """Sign one of one's own browsers out."""
    person_id = actor.require_own(Action.OWN_VIEW)
    closed = await session.scalar(
        update(WebSession)
        .where(
            WebSession.id == session_id,
            WebSession.person_id == person_id,
            WebSession.revoked_at.is_(None),
        )
        .values(revoked_at=now(session))
        .returning(WebSession.id)
    )
    if closed is None:
        raise NotFound(kind="web_session")
    record(session, actor, "close", Subject("web_session", session_id, person_id=person_id))


async def close_all_sessions(session: AsyncSession, person_id: int) -> None:
    """Sign a person out everywhere, in the running transaction."""
    await session.execute(
        update(WebSession)
        .where(WebSession.person_id == person_id, WebSession.revoked_at.is_(None))
        .values(revoked_at=now(session))
    )


async def sign_everybody_out(session: AsyncSession) -> None:
    """Drop all links and sessions: their hashes mean nothing once the key has changed."""
    await session.execute(delete(LoginLink))
    await session.execute(delete(WebSession))


async def forget_sign_ins(session: AsyncSession, person_id: int) -> None:
    """Drop a person's links, browsers and second factor, in the running transaction."""
    for table in (LoginLink, WebSession, SecondFactor):
        await session.execute(delete(table).where(table.person_id == person_id))


async def second_factor(session: AsyncSession, person_id: int) -> SecondFactor | None:
    """The confirmed second factor of a person, if they set one up."""
    factor = await session.get(SecondFactor, person_id)
    return factor if factor is not None and factor.confirmed_at is not None else None


async def second_factor_due(session: AsyncSession, web_session: WebSession) -> bool:
    """Whether this browser must still show six digits before anything else."""
    if web_session.second_factor_at is not None:
        return False
    if await second_factor(session, web_session.person_id):
        return True
    return (await load_options(session)).second_factor_required


@use_case
async def begin_second_factor(session: AsyncSession, actor: Actor) -> str:
    """A new secret to scan, not in force until confirmed; one in force is not replaced."""
    person_id = actor.require_own(Action.OWN_VIEW)
    factor = await session.get(SecondFactor, person_id)
    if factor is not None and factor.confirmed_at is not None:
        raise CodeNotValid
    if factor is None:
        factor = SecondFactor(person_id=person_id, secret=pyotp.random_base32())
        session.add(factor)
    return factor.secret


@use_case
async def check_second_factor(
    session: AsyncSession, actor: Actor, session_id: int, code: str
) -> None:
    """Accept six digits once; the first success also puts the factor into force.

    Raises CodeNotValid, and TooManyTries after several in a row (each try is counted for good).
    """
    person_id = actor.require_own(Action.OWN_VIEW)
    factor = await session.get(
        SecondFactor, person_id, with_for_update=True, populate_existing=True
    )
    moment = now(session)
    if factor is None:
        raise NotFound(kind="second_factor")
    if factor.locked_until is not None and factor.locked_until > moment:
        minutes = -(-(factor.locked_until - moment).seconds // 60)
        raise TooManyTries(minutes=minutes)
    step = _matching_step(factor.secret, code, int(moment.timestamp()) // _STEP_SECONDS)
    if step is None or step <= factor.last_step:
        factor.failures += 1
        if factor.failures >= _TRIES:
            factor.failures, factor.locked_until = 0, moment + _LOCK
        raise CodeNotValid
    factor.failures, factor.last_step = 0, step
    factor.confirmed_at = factor.confirmed_at or moment
    web_session = await session.get(WebSession, session_id)
    if web_session is None or web_session.person_id != factor.person_id:
        raise NotFound(kind="web_session")
    web_session.second_factor_at = moment
    record(session, actor, "confirm", Subject("second_factor", person_id=factor.person_id))


def _matching_step(secret: str, code: str, step: int) -> int | None:
    totp, digits = pyotp.TOTP(secret), code.strip().replace(" ", "")
    if not digits.isascii():
        return None
    for candidate in (step, step - 1, step + 1):  # clocks of phones drift
        if secrets.compare_digest(totp.generate_otp(candidate), digits):
            return candidate
    return None


@use_case
async def remove_second_factor(session: AsyncSession, actor: Actor, person_id: int) -> None:
    """For a lost phone; by the installation's own command only."""
    if not actor.system:
        raise NotFound(kind="second_factor")
    factor = await session.get(SecondFactor, person_id)
    if factor is None:
        raise NotFound(kind="second_factor")
    await session.delete(factor)
    record(session, actor, "remove", Subject("second_factor", person_id=person_id))
