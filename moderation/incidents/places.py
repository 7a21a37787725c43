"""Where a person is to be found, what stands there already, and whom nothing may be done to."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from community.chats.models import Chat, ChatMember, ChatState, Presence, Purpose
from community.core.actor import Role
from community.core.clock import now
from community.membership.people.models import MessengerAccount, RoleGrant
from community.membership.people.queries import is_active
from moderation.incidents.closed import is_closed, leads_of
from moderation.incidents.kinds import MeasureState, SanctionKind
from moderation.incidents.models import Measure, Sanction

PARENTS_CHATS = (Purpose.REGIONAL, Purpose.DISTRICT, Purpose.GROUP)
# Whoever is to be silent for a while is still heard in their group: there its lead decides.
_REACHED: Mapping[SanctionKind, tuple[Purpose, ...]] = {
    SanctionKind.WARNING: (),
    SanctionKind.MUTE: (Purpose.REGIONAL, Purpose.DISTRICT),
    SanctionKind.BAN: (*PARENTS_CHATS, Purpose.ACTIVISTS),
}
STANDING = (MeasureState.PENDING, MeasureState.APPLIED)
_OURS = (*STANDING, MeasureState.LIFTING)
_FOR_GOOD = datetime.max.replace(tzinfo=UTC)

Spot = tuple[int, int]
"""A chat and an account in it."""


class Protection(StrEnum):
    """Why somebody is not sanctioned as others are."""

    LEADER = "leader"  # leaders and administrators: nobody here decides about them
    MODERATOR = "moderator"  # or leads the group of the chat; a leader decides
    CHAT_ADMIN = "chat_admin"  # holds no role, but the messenger protects them; a leader decides


_PROTECTED_ROLES = {
    Role.LEADER: Protection.LEADER,
    Role.ADMIN: Protection.LEADER,
    Role.ACTIVIST: Protection.MODERATOR,
}


@dataclass(frozen=True)
class Place:
    """One account of a person in one chat."""

    chat_id: int
    purpose: Purpose | None
    account_id: int
    presence: Presence

    @property
    def spot(self) -> Spot:
        return self.chat_id, self.account_id

    def is_reached_by(self, kind: SanctionKind) -> bool:
        return self.purpose in _REACHED[kind] and self.presence is not Presence.LEFT


async def places_of(
    session: AsyncSession, person_ids: Collection[int]
) -> Mapping[int, Sequence[Place]]:
    """By person: every chat of the club where the roster knows one of their accounts."""
    query = (
        select(
            MessengerAccount.person_id,
            Chat.id,
            Chat.purpose,
            ChatMember.account_id,
            ChatMember.presence,
        )
        .join(ChatMember, ChatMember.account_id == MessengerAccount.id)
        .join(Chat, Chat.id == ChatMember.chat_id)
        .where(MessengerAccount.person_id.in_(person_ids), Chat.state == ChatState.ACTIVE)
        .order_by(Chat.id, ChatMember.account_id)
    )
    places: dict[int, list[Place]] = {}
    for person_id, chat_id, purpose, account_id, presence in await session.execute(query):
        place = Place(chat_id, purpose, account_id, presence)
        places.setdefault(person_id, []).append(place)
    return places


async def protected_among(
    session: AsyncSession, person_ids: Collection[int]
) -> Mapping[int, Protection]:
    """Those among these people who are moderators of the club, or of a chat in the messenger."""
    administrators = (
        select(MessengerAccount.person_id)
        .join(ChatMember, ChatMember.account_id == MessengerAccount.id)
        .where(MessengerAccount.person_id.in_(person_ids), ChatMember.presence == Presence.ADMIN)
    )
    protected = dict.fromkeys(await session.scalars(administrators), Protection.CHAT_ADMIN)
    roles = select(RoleGrant.person_id, RoleGrant.role).where(
        RoleGrant.person_id.in_(person_ids),
        RoleGrant.role.in_(_PROTECTED_ROLES),
        is_active(now(session)),
    )
    for person_id, role in await session.execute(roles):
        if protected.get(person_id) is not Protection.LEADER:
            protected[person_id] = _PROTECTED_ROLES[role]
    return protected


async def protection_in(session: AsyncSession, chat: Chat, person_id: int) -> Protection | None:
    """From people. In a group's chat roles of the club count for nothing: its lead decides."""
    if is_closed(chat):
        return Protection.MODERATOR if person_id in await leads_of(session, chat) else None
    return (await protected_among(session, [person_id])).get(person_id)


@dataclass(frozen=True)
class Restriction:
    """What the club keeps an account to in one chat."""

    kind: SanctionKind
    until: datetime | None

    @property
    def strength(self) -> tuple[bool, datetime]:
        """A ban outweighs a mute, a longer one a shorter."""
        return self.kind is SanctionKind.BAN, self.until or _FOR_GOOD

    def covers(self, other: "Restriction") -> bool:
        """Whether nothing would change if the other were added."""
        heavy_enough = self.kind is SanctionKind.BAN or other.kind is SanctionKind.MUTE
        return heavy_enough and (self.until or _FOR_GOOD) >= (other.until or _FOR_GOOD)


async def restrictions_on(
    session: AsyncSession, account_ids: Iterable[int]
) -> Mapping[Spot, Sequence[Restriction]]:
    """What is in force for these accounts by the club's measures, the strongest first.

    A spot that the club is just setting free, or whose term has just run out, is named with
    nothing in force: how the messenger shows it is still the club's doing, nobody else's.
    """
    moment = now(session)
    query = (
        select(Measure, Sanction)
        .join(Sanction, Sanction.id == Measure.sanction_id)
        .where(Measure.account_id.in_(set(account_ids)), Measure.state.in_(_OURS))
    )
    found: dict[Spot, list[Restriction]] = {}
    for measure, sanction in await session.execute(query):
        here = found.setdefault((measure.chat_id, measure.account_id), [])
        if measure.state in STANDING and is_in_force(sanction, moment):
            here.append(Restriction(sanction.kind, sanction.until))
    for here in found.values():
        here.sort(key=lambda restriction: restriction.strength, reverse=True)
    return found


def is_in_force(sanction: Sanction, moment: datetime) -> bool:
    return sanction.lifted_at is None and (sanction.until is None or sanction.until > moment)
