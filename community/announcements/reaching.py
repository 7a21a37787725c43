"""Whom an announcement reaches: people by role, district and event, and chats by purpose."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from community.announcements.kinds import AudienceRole, EventCircle, Hearing
from community.announcements.models import Announcement, HearingChoice
from community.announcements.mornings import Mornings
from community.announcements.rules import Audience
from community.chats.models import Chat, ChatState, Purpose
from community.consultations.specialists.models import Specialist, SpecialistDistrict
from community.core.actor import Role
from community.core.clock import now
from community.events.signing.kinds import PartyState
from community.events.signing.models import EventParty
from community.membership.people.models import (
    FamilyBorder,
    MessengerAccount,
    Person,
    PersonEmail,
    RoleGrant,
    Standing,
)
from community.membership.people.queries import is_active

AWAY = (Standing.REFUSED, Standing.LEFT, Standing.ERASED)
_GRANTED: Mapping[AudienceRole, tuple[Role, ...]] = {
    AudienceRole.ACTIVISTS: (Role.ACTIVIST, Role.FACILITATOR),
    AudienceRole.LEADERS: (Role.LEADER,),
    AudienceRole.SPECIALISTS: (Role.SPECIALIST,),
}
_hearing = func.coalesce(HearingChoice.hearing, Hearing.AT_ONCE, type_=HearingChoice.hearing.type)
_reachable = exists().where(MessengerAccount.person_id == Person.id, MessengerAccount.reachable)
_has_mail = exists().where(
    PersonEmail.person_id == Person.id, PersonEmail.confirmed_at.is_not(None)
)


@dataclass(frozen=True)
class Reached:
    """One person of an audience; `district_id` is the one through which they belong to it."""

    person_id: int
    zone: str | None
    district_id: int | None
    hearing: Hearing
    reachable: bool
    has_mail: bool


@dataclass(frozen=True)
class Numbers:
    """How many would hear of it, and how. `asleep` are those of `at_once` who have night now;
    `by_mail`, those whom the bot cannot write to and who have left an address.
    """

    at_once: int = 0
    asleep: int = 0
    weekly: int = 0
    by_mail: int = 0
    never: int = 0
    unreachable: int = 0
    chats: int = 0

    @property
    def is_nobody(self) -> bool:
        return not (self.at_once or self.weekly or self.by_mail or self.chats)


async def next_people(
    session: AsyncSession, announcement: Announcement, limit: int
) -> Sequence[Reached]:
    """Those it has not come to yet, in ascending ids; not who wants to hear of nothing."""
    audience = Audience.of(announcement.audience)
    query = (
        select(
            Person.id,
            Person.zone,
            Person.district_id,
            Person.family_id,
            _hearing,
            _reachable,
            _has_mail,
        )
        .outerjoin(HearingChoice, HearingChoice.person_id == Person.id)
        .where(_belongs(audience, announcement.event_id, now(session)))
        .where(Person.id > announcement.reached_id, _hearing != Hearing.NEVER)
        .order_by(Person.id)
        .limit(limit)
    )
    rows = (await session.execute(query)).all()
    borders = await _borders(session, audience, {row[3] for row in rows if row[3] is not None})

    def through(home: int | None, family: int | None) -> int | None:
        at_home = not audience.districts or home in audience.districts
        return home if at_home else borders.get(family or 0, home)

    return [
        Reached(id_, zone, through(home, family), hearing, reachable, has_mail)
        for id_, zone, home, family, hearing, reachable, has_mail in rows
    ]


async def _borders(
    session: AsyncSession, audience: Audience, families: Collection[int]
) -> Mapping[int, int]:
    """The district of the audience at whose border these families live."""
    if not audience.districts:
        return {}
    query = select(FamilyBorder.family_id, func.min(FamilyBorder.district_id)).where(
        FamilyBorder.family_id.in_(families), FamilyBorder.district_id.in_(audience.districts)
    )
    rows = await session.execute(query.group_by(FamilyBorder.family_id))
    return {family_id: district_id for family_id, district_id in rows}  # noqa: C416  typed rows


async def numbers(session: AsyncSession, announcement: Announcement) -> Numbers:
    """Asked before it is sent. For whoever may see the announcement itself."""
    audience = Audience.of(announcement.audience)
    query = (
        select(_hearing, _reachable, _has_mail, Person.zone, func.count())
        .select_from(Person)
        .outerjoin(HearingChoice, HearingChoice.person_id == Person.id)
        .where(_belongs(audience, announcement.event_id, now(session)))
        .group_by(_hearing, _reachable, _has_mail, Person.zone)
    )
    mornings = await Mornings.of(session, urgent=announcement.urgent)
    kinds = ("at_once", "asleep", "weekly", "by_mail", "never", "unreachable")
    counted = dict.fromkeys(kinds, 0)
    for hearing, reachable, has_mail, zone, count in await session.execute(query):
        if hearing is Hearing.NEVER:
            counted["never"] += count
        elif not (reachable or has_mail):
            counted["unreachable"] += count
        elif hearing is Hearing.WEEKLY and not announcement.urgent:
            counted["weekly"] += count
        elif not reachable:
            counted["by_mail"] += count
        else:
            counted["at_once"] += count
            counted["asleep"] += count if mornings.is_night_for(zone) else 0
    chats = await chats_of(session, announcement)
    return Numbers(**counted, chats=len(chats))


async def chats_of(session: AsyncSession, announcement: Announcement) -> Sequence[Chat]:
    """The chats it goes to: bound ones with the bot in them, never a guardianship body's."""
    audience = Audience.of(announcement.audience)
    wanted = audience.purposes - {Purpose.GUARDIANSHIP}
    query = select(Chat).where(Chat.state == ChatState.ACTIVE, Chat.purpose.in_(wanted))
    if audience.districts:
        near = Chat.district_id.in_(audience.districts)
        query = query.where(or_(Chat.purpose == Purpose.REGIONAL, near))
    return (await session.scalars(query.order_by(Chat.id))).all()


def _belongs(audience: Audience, event_id: int | None, moment: datetime) -> ColumnElement[bool]:
    """Each is asked for by a condition of the person, so that nobody comes up twice."""
    lives = _lives_in(audience)
    ways = [_by_role(role, audience, lives, moment) for role in audience.roles]
    if audience.circles and event_id is not None:
        ways.append(and_(_guest(audience.circles, event_id), lives))
    return and_(or_(false(), *ways), Person.standing.not_in(AWAY))


def _lives_in(audience: Audience) -> ColumnElement[bool]:
    """At home in one of the districts, or at its border (feature 29)."""
    if not audience.districts:
        return Person.id.is_not(None)
    border = exists().where(
        FamilyBorder.family_id == Person.family_id,
        FamilyBorder.district_id.in_(audience.districts),
    )
    return or_(Person.district_id.in_(audience.districts), border)


def _by_role(
    role: AudienceRole, audience: Audience, lives: ColumnElement[bool], moment: datetime
) -> ColumnElement[bool]:
    """A role given for a district counts there too, wherever its holder lives."""
    if role is AudienceRole.PARENTS:
        return and_(Person.standing == Standing.MEMBER, lives)
    if role is AudienceRole.CANDIDATES:
        return and_(Person.standing == Standing.CANDIDATE, lives)
    held = exists().where(
        RoleGrant.person_id == Person.id, RoleGrant.role.in_(_GRANTED[role]), is_active(moment)
    )
    if not audience.districts:
        return held
    there = held.where(RoleGrant.district_id.in_(audience.districts))
    near = or_(there, and_(held, lives))
    if role is AudienceRole.SPECIALISTS:
        return or_(near, and_(held, _helps_in(audience.districts)))
    return near


def _helps_in(districts: Collection[int]) -> ColumnElement[bool]:
    """A specialist who lives in one of the districts or travels there."""
    travels: Select[int] = select(SpecialistDistrict.specialist_id).where(
        SpecialistDistrict.district_id.in_(districts)
    )
    return exists().where(
        Specialist.person_id == Person.id,
        or_(Specialist.district_id.in_(districts), Specialist.id.in_(travels)),
    )


def _guest(circles: Collection[EventCircle], event_id: int) -> ColumnElement[bool]:
    ways: Mapping[EventCircle, ColumnElement[bool]] = {
        EventCircle.GOING: EventParty.state == PartyState.GOING,
        EventCircle.WAITING: EventParty.state.in_((PartyState.WAITING, PartyState.OFFERED)),
        EventCircle.CAME: EventParty.came_adults + EventParty.came_children > 0,
    }
    return exists().where(
        EventParty.event_id == event_id,
        EventParty.person_id == Person.id,
        or_(*(ways[circle] for circle in circles)),
    )
