"""Chats follow the membership: listeners to its facts, wired in `deploy.assembly`."""

from collections.abc import Callable

from sqlalchemy.ext.asyncio import AsyncSession

from community.chats import queries
from community.chats.answering import is_banned, queue, take_out
from community.chats.doors import opens
from community.chats.models import Chat, Purpose
from community.chats.rules import may_enter
from community.core.actor import Actor
from community.membership.people import queries as people
from community.membership.people.facts import (
    PersonAdmitted,
    PersonLeft,
    PersonRefused,
    RolesChanged,
)


async def on_admitted(session: AsyncSession, fact: PersonAdmitted | RolesChanged) -> None:
    """Let a person into what they asked for, now that they may; other requests are declined."""
    actor = await people.actor_for(session, fact.person_id, "bot")
    if await is_banned(session, actor):
        return  # a moderator looks first
    for request, chat in await queries.waiting_requests_of(session, fact.person_id):
        if await opens(session, chat, actor):
            await queue(session, request, "chats.admit")
        elif isinstance(fact, PersonAdmitted):
            await queue(session, request, "chats.decline")


async def on_refused(session: AsyncSession, fact: PersonRefused) -> None:
    """Nothing that a refused person asked for waits any longer."""
    await _decline_all(session, fact.person_id)


async def on_left(session: AsyncSession, fact: PersonLeft) -> None:
    """Take a person out of every chat, and their waiting requests with them."""
    await _decline_all(session, fact.person_id)
    await _remove_where(session, fact.person_id, lambda _actor, _chat: True)


async def on_roles_changed(session: AsyncSession, fact: RolesChanged) -> None:
    """A new role may open a chat; a lost one closes what nothing else keeps open.

    Whoever was let into a parents' chat by hand stays there, whatever else changes.
    """
    await on_admitted(session, fact)
    before = Actor(fact.person_id, "bot", fact.lost)

    def closed(actor: Actor, chat: Chat) -> bool:
        door = chat.purpose, chat.district_id
        was_open = chat.purpose is Purpose.ACTIVISTS or may_enter(before, *door)
        return was_open and not may_enter(actor, *door)

    await _remove_where(session, fact.person_id, closed)


async def _decline_all(session: AsyncSession, person_id: int) -> None:
    for request, _chat in await queries.waiting_requests_of(session, person_id):
        await queue(session, request, "chats.decline")


async def _remove_where(
    session: AsyncSession, person_id: int, unwanted: Callable[[Actor, Chat], bool]
) -> None:
    actor = await people.actor_for(session, person_id, "bot")
    for member, chat, account in await queries.memberships_of(session, person_id):
        if unwanted(actor, chat):
            await take_out(session, member, account)
