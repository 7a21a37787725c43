"""An incident of distress and the signal it raises are one matter (decision 011).

What is done with the incident is done with the signal here; the other way round it is
`following_duty`. Neither waits for the other's locks, so that nobody waits in a circle.
"""

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from community.chats.models import Chat
from community.core.actor import Actor, system_actor
from community.duty import ending, going, service
from community.duty.kinds import Colour, Outcome, SignalSource
from community.duty.service import Cry
from community.membership.people.models import MessengerAccount
from moderation.detect.reasons import Reason
from moderation.incidents.closed import is_closed
from moderation.incidents.kinds import Decision, Source, Topic
from moderation.incidents.models import Incident

_RED = frozenset({Reason.SUICIDE, Reason.SELF_HARM, Reason.VIOLENCE, Reason.DANGER_TO_CHILD})
_OUTCOMES = {Decision.FALSE_ALARM: Outcome.FALSE_ALARM, Decision.MET: Outcome.HELPED}


async def raise_signal(
    session: AsyncSession, incident: Incident, chat: Chat, person_id: int
) -> None:
    """A person must come. The words are the author's own, kept as long as the excerpt is.

    Of a group those who lead it have the words on their card, and duty is called in the same
    second without them: safety outranks secrecy, and takes no more of it than it needs.
    """
    by_report = incident.source is Source.REPORT
    cry = Cry(
        person_id,
        SignalSource.REPORT if by_report else SignalSource.DETECTOR,
        colour_of(incident.reasons),
        district_id=chat.district_id,
        chat_id=chat.id,
        incident_id=incident.id,
        words=None if is_closed(chat) else incident.excerpt,
    )
    await service.raise_signal(session, system_actor("bot"), cry)


def colour_of(reasons: Sequence[str]) -> Colour:
    """Red for life, violence and a child in danger; what a neighbour worries about is orange."""
    return Colour.RED if _RED.intersection(reasons) else Colour.ORANGE


async def taken(session: AsyncSession, actor: Actor, incident: Incident) -> None:
    """A moderator goes to the person: so somebody has come."""
    if person_id := await _in_distress(session, incident):
        await going.follow(session, actor, person_id)


async def decided(session: AsyncSession, actor: Actor, incident: Incident) -> None:
    """A moderator's word ends the signal as well, unless another cry still waits for one."""
    person_id = await _in_distress(session, incident)
    if person_id is None or incident.decision not in _OUTCOMES:
        return
    await session.flush()
    if await session.scalar(undecided_of(person_id).limit(1)) is None:
        await ending.settle(session, actor, person_id, _OUTCOMES[incident.decision])


async def undone(session: AsyncSession, actor: Actor, incident: Incident) -> None:
    """It is not over after all: somebody is asked to come again."""
    if person_id := await _in_distress(session, incident):
        await ending.unsettle(session, actor, person_id)


def undecided_of(person_id: int) -> Select[Incident]:
    """The incidents of distress of a person about which nobody has said the last word."""
    return cries_of(person_id).where(Incident.decision.is_(None)).order_by(Incident.id)


def cries_of(person_id: int) -> Select[Incident]:
    accounts = select(MessengerAccount.id).where(MessengerAccount.person_id == person_id)
    return select(Incident).where(
        Incident.topic == Topic.DISTRESS, Incident.author_account_id.in_(accounts)
    )


async def _in_distress(session: AsyncSession, incident: Incident) -> int | None:
    """Whose the incident is, where it is of distress and somebody's at all."""
    if incident.topic is not Topic.DISTRESS or incident.author_account_id is None:
        return None
    return (await session.get_one(MessengerAccount, incident.author_account_id)).person_id
