"""Who is asked to look again, how an appeal ends, and that its author hears of it."""

from collections.abc import Sequence

from sqlalchemy import or_, select, union
from sqlalchemy.ext.asyncio import AsyncSession

from community.chats.models import Chat
from community.core.actor import Actor
from community.core.audit import Subject, record
from community.core.clock import now
from community.core.outbox.models import Priority
from community.core.outbox.service import Recipient, enqueue, enqueue_many, to_person
from moderation.incidents.closed import in_log, is_closed
from moderation.incidents.kinds import AppealState
from moderation.incidents.models import Appeal, Incident, IncidentMessage, Sanction
from moderation.incidents.moderators import card_recipients, leaders_of
from moderation.incidents.notices import anew
from moderation.incidents.telling import ids


async def ask(session: AsyncSession, actor: Actor, appeal: Appeal, incident: Incident) -> None:
    """Somebody disagrees: those who may look again are asked."""
    await _record(session, actor, "open", appeal, incident)
    await _ask_moderators(session, appeal, incident)


async def refuse(session: AsyncSession, actor: Actor, appeal: Appeal) -> None:
    """It stays as it is; written down and sent in the running transaction."""
    await _close(session, actor, appeal, AppealState.REFUSED, [])


async def grant(
    session: AsyncSession, actor: Actor, incident: Incident, lifted: Sequence[Sanction]
) -> bool:
    """The incident was found innocent: an appeal that waits is granted by that.

    Whether there is one; its answer tells of all that was put back and `lifted`.
    """
    appeal = await _appeal(session, incident, AppealState.OPEN)
    if appeal is not None:
        await _close(session, actor, appeal, AppealState.GRANTED, lifted)
    return appeal is not None


async def reopen(
    session: AsyncSession, actor: Actor, incident: Incident, imposed: Sequence[Sanction]
) -> bool:
    """What granted an appeal was undone: it waits for an answer again; whether there is one.

    Otherwise it would stand as granted though its author has nothing of it, and could never be
    asked for anew. Who appealed hears that somebody looks again, and what is in force meanwhile.
    """
    appeal = await _appeal(session, incident, AppealState.GRANTED)
    if appeal is None:
        return False
    appeal.state, appeal.decided_by_id, appeal.decided_at = AppealState.OPEN, None, None
    await _tell(session, appeal, "moderation.appeal_reopened", imposed)
    await _ask_moderators(session, appeal, incident)
    await _record(session, actor, "reopen", appeal, incident)
    return True


async def involved_in(session: AsyncSession, appeal: Appeal, incident: Incident) -> set[int]:
    """People who do not look again: the author, and whoever decided against them.

    Also by a decision that has been undone since the appeal: it is what the author disagrees with.
    """
    sanctioned = select(Sanction.by_id).where(
        Sanction.incident_id == incident.id,
        or_(Sanction.lifted_at.is_(None), Sanction.lifted_at >= appeal.at),
    )
    removed = select(IncidentMessage.removed_by_id).where(
        IncidentMessage.incident_id == incident.id
    )
    deciders = (await session.scalars(union(sanctioned, removed))).all()
    return {id_ for id_ in (appeal.person_id, incident.decided_by_id, *deciders) if id_}


async def _ask_moderators(session: AsyncSession, appeal: Appeal, incident: Incident) -> None:
    chat = await session.get_one(Chat, incident.chat_id)
    await enqueue_many(
        session,
        await _who_may_look_again(session, appeal, incident, chat),
        "moderation.appeal_card",
        key=anew(appeal.id),
        priority=Priority.ANSWER,
        appeal=appeal.id,
    )


async def _who_may_look_again(
    session: AsyncSession, appeal: Appeal, incident: Incident, chat: Chat
) -> list[Recipient]:
    """The moderators; leaders, where nobody among them is new to it.

    So an author in a group may open to leaders what those who lead it have decided already. Where
    there is nobody else at all, those who know it: they can at least name another moderator.
    """
    involved = [to_person(id_) for id_ in await involved_in(session, appeal, incident)]
    asked = await card_recipients(session, chat, for_leaders=incident.for_leaders)
    leaders = [to_person(leader) for leader in await leaders_of(session, chat)]
    for circle in (asked, leaders):
        if others := [recipient for recipient in circle if recipient not in involved]:
            incident.for_leaders |= circle is leaders and is_closed(chat)
            return others
    return asked


async def _appeal(session: AsyncSession, incident: Incident, state: AppealState) -> Appeal | None:
    query = select(Appeal).where(Appeal.incident_id == incident.id, Appeal.state == state)
    found: Appeal | None = await session.scalar(query.with_for_update(key_share=True))
    return found


async def _close(
    session: AsyncSession,
    actor: Actor,
    appeal: Appeal,
    state: AppealState,
    lifted: Sequence[Sanction],
) -> None:
    appeal.state, appeal.decided_by_id, appeal.decided_at = state, actor.person_id, now(session)
    incident = await session.get_one(Incident, appeal.incident_id)
    await _record(session, actor, state.value, appeal, incident)
    await _tell(session, appeal, "moderation.appeal_answer", lifted)


async def _record(
    session: AsyncSession, actor: Actor, action: str, appeal: Appeal, incident: Incident
) -> None:
    chat = await session.get_one(Chat, incident.chat_id)
    kind, person_id = in_log("appeal", chat), appeal.person_id if is_closed(chat) else None
    subject = Subject(kind, appeal.id, person_id=person_id, district_id=chat.district_id)
    record(session, actor, action, subject, incident=incident.id)


async def _tell(
    session: AsyncSession, appeal: Appeal, template: str, changed: Sequence[Sanction]
) -> None:
    await enqueue(
        session,
        to_person(appeal.person_id),
        template,
        key=anew(appeal.id),
        priority=Priority.ANSWER,
        appeal=appeal.id,
        sanctions=ids(changed),
    )
