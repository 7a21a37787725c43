"""Reading complaints, and what one of them opens."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Action, Actor
from community.core.clock import now
from community.core.errors import NotFound
from community.membership.people import queries as people
from community.relay.models import Complaint, ComplaintState, Conversation, RelayMessage


def _seen_by(actor: Actor) -> ColumnElement[bool]:
    """Leaders of the region see all, whoever is named theirs; neither sees one about oneself.

    Raises NotAllowed.
    """
    actor.require(Action.COMPLAINT_VIEW)
    me = actor.require_own(Action.COMPLAINT_VIEW)
    others = and_(Complaint.by_id != me, Complaint.about_id != me)
    return others if actor.may(Action.COMPLAINT_OPEN) else and_(others, _named(me))


def _named(person_id: int) -> ColumnElement[bool]:
    return or_(Complaint.first_reader_id == person_id, Complaint.second_reader_id == person_id)


async def all_seen(session: AsyncSession, actor: Actor) -> Sequence[Complaint]:
    """Those that wait first, the oldest of them at the top; then the ended ones."""
    waits = Complaint.state == ComplaintState.OPEN
    query = (
        select(Complaint)
        .where(_seen_by(actor))
        .order_by(waits.desc(), Complaint.complained_at, Complaint.id)
    )
    return (await session.scalars(query)).all()


async def complaint_of(session: AsyncSession, actor: Actor, complaint_id: int) -> Complaint:
    """Raises NotFound out of sight, NotAllowed."""
    query = select(Complaint).where(Complaint.id == complaint_id, _seen_by(actor))
    row: Complaint | None = await session.scalar(query)
    if row is None:
        raise NotFound(kind="complaint")
    return row


async def aliases_of(session: AsyncSession, complaint: Complaint) -> tuple[str, str]:
    """Who complains and about whom, as they know each other. The caller has asked who may."""
    conversation = await session.get_one(Conversation, complaint.conversation_id)
    side = conversation.side_of(complaint.by_id)
    assert side is not None
    return conversation.alias_of(side), conversation.alias_of(side.other)


async def possible_second(
    session: AsyncSession, actor: Actor, complaint: Complaint
) -> Sequence[int]:
    """Who may be proposed: holds the right for the region, and takes no side."""
    actor.require(Action.COMPLAINT_OPEN)
    aside = {complaint.by_id, complaint.about_id, actor.person_id}
    holders = await people.people_who_may(session, Action.COMPLAINT_VIEW, None)
    return [one for one in holders if one not in aside]


def _open_to_both(actor: Actor, complaint: Complaint) -> ColumnElement[bool]:
    """The whole condition of reading, once: named, both consents, the time, undecided."""
    me = actor.require_own(Action.COMPLAINT_VIEW)
    return and_(
        Complaint.id == complaint.id,
        _named(me),
        Complaint.state == ComplaintState.OPEN,
        Complaint.first_consent_at.is_not(None),
        Complaint.second_consent_at.is_not(None),
    )


async def opened_conversation(
    session: AsyncSession, actor: Actor, complaint: Complaint
) -> Conversation | None:
    """None while it is not open to both, or while the other has lost the right to read."""
    query = (
        select(Conversation)
        .join(Complaint, Complaint.conversation_id == Conversation.id)
        .where(_open_to_both(actor, complaint), Complaint.open_until > now(session))
    )
    found: Conversation | None = await session.scalar(query)
    for reader in complaint.readers:
        other = await people.actor_for(session, reader, "job")
        if not other.may(Action.COMPLAINT_VIEW):
            return None
    return found


async def opened_messages(
    session: AsyncSession, actor: Actor, complaint: Complaint
) -> Sequence[RelayMessage]:
    """All that was said, in order; nothing where it is not open to both."""
    query: Select[RelayMessage] = (
        select(RelayMessage)
        .join(Complaint, Complaint.conversation_id == RelayMessage.conversation_id)
        .where(_open_to_both(actor, complaint), Complaint.open_until > now(session))
        .order_by(RelayMessage.id)
    )
    return (await session.scalars(query)).all()


async def complained_by(session: AsyncSession, actor: Actor) -> Sequence[Complaint]:
    """What the acting person has complained of and is still kept (152-FZ art. 14)."""
    me = actor.require_own(Action.OWN_EXPORT)
    query = select(Complaint).where(Complaint.by_id == me, Complaint.words.is_not(None))
    return (await session.scalars(query.order_by(Complaint.id))).all()
