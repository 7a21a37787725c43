"""Who could be asked: agreed to it, is there, and is left in peace otherwise."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from community.core.clock import now
from community.duty.kinds import SignalState
from community.duty.models import Signal
from community.membership.people import queries as people
from community.membership.people.borders import districts_of
from community.membership.people.models import MessengerAccount, Person, Standing
from community.peers.asking.models import AskedParent, PeerRequest
from community.peers.asking.rules import ASKED_A_MONTH, MONTH, Candidate, in_order, is_near
from community.peers.sharing.models import PeerPerson, SharedSituation
from community.relay.models import Complaint, Conversation


async def candidates(session: AsyncSession, request: PeerRequest) -> list[Candidate]:
    """In the order in which they are asked."""
    assert request.person_id is not None
    home = await districts_of(session, request.person_id)
    found = await session.execute(await _able(session, request))
    known = [Candidate(person_id, is_near(place, home), last) for person_id, place, last in found]
    return in_order(known, elsewhere=request.elsewhere)


async def is_able_still(session: AsyncSession, request: PeerRequest, person_id: int) -> bool:
    """Looked at once more, the person in hand."""
    able = (await _able(session, request)).where(Person.id == person_id)
    return (await session.execute(able)).first() is not None


async def _able(
    session: AsyncSession, request: PeerRequest
) -> Select[int, int | None, datetime | None]:
    assert request.person_id is not None
    asker = await people.person(session, request.person_id)
    moment = now(session)
    conditions: Sequence[ColumnElement[bool]] = (
        SharedSituation.situation_id == request.situation_id,
        Person.standing == Standing.MEMBER,
        Person.id != asker.id,
        Person.family_id.is_distinct_from(asker.family_id),
        PeerPerson.agreed_at.is_not(None),
        or_(PeerPerson.paused_until.is_(None), PeerPerson.paused_until <= moment),
        exists().where(MessengerAccount.person_id == Person.id, MessengerAccount.reachable),
        ~_is_bound_or_was_asked(request),
        _asked_since(moment - MONTH) < ASKED_A_MONTH,
        ~_is_in_need(),
        ~_are_at_odds(asker.id),
        ~_are_talking(asker.id),
    )
    return (
        select(Person.id, Person.district_id, PeerPerson.last_asked_at)
        .join(SharedSituation, SharedSituation.person_id == Person.id)
        .join(PeerPerson, PeerPerson.person_id == Person.id)
        .where(*conditions)
    )


def _is_bound_or_was_asked(request: PeerRequest) -> ColumnElement[bool]:
    """One question at a time, and the same never twice."""
    return exists().where(
        AskedParent.person_id == Person.id,
        or_(AskedParent.ended_at.is_(None), AskedParent.request_id == request.id),
    )


def _asked_since(moment: datetime) -> ColumnElement[int]:
    return (
        select(func.count())
        .select_from(AskedParent)
        .where(AskedParent.person_id == Person.id, AskedParent.asked_at > moment)
        .scalar_subquery()
    )


def _is_in_need() -> ColumnElement[bool]:
    """Whoever has called for help themself is not asked to help."""
    return exists().where(Signal.person_id == Person.id, Signal.state != SignalState.CLOSED)


def _are_at_odds(asker_id: int) -> ColumnElement[bool]:
    """One of the two has complained about the other: they are not brought together again."""
    return exists().where(_between(Complaint.by_id, Complaint.about_id, asker_id))


def _are_talking(asker_id: int) -> ColumnElement[bool]:
    """They have each other already."""
    return exists().where(
        Conversation.closed_at.is_(None),
        _between(Conversation.asker_id, Conversation.helper_id, asker_id),
    )


def _between(
    one: InstrumentedAttribute[int], other: InstrumentedAttribute[int], asker_id: int
) -> ColumnElement[bool]:
    return or_(and_(one == asker_id, other == Person.id), and_(other == asker_id, one == Person.id))
