"""What a person's decision does to messages, sanctions and channels, and how it is taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Actor
from community.core.outbox.service import Letter, enqueue_all
from moderation.detect.verdict import Action
from moderation.incidents import notices
from moderation.incidents.imposing import impose_again, lift_those
from moderation.incidents.kinds import Decision, MessageState
from moderation.incidents.models import Incident, IncidentMessage, Sanction
from moderation.incidents.rules import takes_away

_STANDS = (MessageState.STANDING, MessageState.REFUSED)
_IN_QUOTES = (MessageState.RETURNING, MessageState.RETURNED)


async def remove_messages(
    session: AsyncSession, actor: Actor, incident: Incident
) -> IncidentMessage | None:
    """Take away what can still be read in the chat, by this person's word.

    What the messenger refused before is tried once more: the bot may have its rights back.
    Returns the first message whose fate is news to its author.
    """
    messages = await messages_of(session, incident)
    taken = [one for one in messages if one.state in _STANDS or one.state in _IN_QUOTES]
    for message in taken:
        message.removed_by_id = actor.person_id
    await enqueue_all(session, _take_away(taken))
    news = taken or (messages if _was_waited_for(incident) else [])
    return next(iter(news), None)


def _was_waited_for(incident: Incident) -> bool:
    """Whether the author of something that was put aside still does not know how it ended."""
    return incident.action is Action.HOLD and not incident.dry_run


async def return_messages(session: AsyncSession, incident: Incident) -> bool:
    """Put back what was taken away, as far as its words are kept; whether that is news."""
    messages = await messages_of(session, incident)
    is_news = any(_is_known_to_be_gone(message, incident) for message in messages)
    for message in messages:
        await pardon(session, message)
    return is_news


def _is_known_to_be_gone(message: IncidentMessage, incident: Incident) -> bool:
    """Its author misses it in the chat, or was told already that it will not be there."""
    told = message.state is MessageState.REMOVING and incident.explained_at is not None
    return told or message.state is MessageState.REMOVED


@dataclass(frozen=True)
class Moved:
    """What an undo did with messages: whether some came back, and the first that is gone again."""

    is_back: bool
    gone: IncidentMessage | None


async def put_messages_back(session: AsyncSession, incident: Incident) -> Moved:
    """Undo what people decided: as the machine had left each message, so it is again."""
    machine_took = takes_away(incident.action, dry_run=incident.dry_run)
    is_back = False
    to_go: list[IncidentMessage] = []
    for message in await messages_of(session, incident):
        if message.removed_by_id is not None:
            is_back = is_back or _is_known_to_be_gone(message, incident)
            await pardon(session, message)
        elif message.state in _IN_QUOTES or (
            message.state is MessageState.STANDING
            and machine_took
            and message.erase_at is not None  # a mere hint had left it standing
        ):
            to_go.append(message)
    await enqueue_all(session, _take_away(to_go))
    return Moved(is_back, next(iter(to_go), None))


async def pardon(session: AsyncSession, message: IncidentMessage) -> None:
    """One that was not swept away yet simply stays."""
    if message.state is MessageState.REMOVING:
        message.state = MessageState.STANDING
    elif message.state is MessageState.REMOVED:
        await give_back(session, message)


async def give_back(session: AsyncSession, message: IncidentMessage) -> None:
    """Have a message that is gone quoted back, where its words or a copy are still kept."""
    if message.text is None and message.copy_ref is None:
        message.state = MessageState.REMOVED
        return
    message.state = MessageState.RETURNING
    await enqueue_all(session, [notices.restore(message)])


def _take_away(messages: Sequence[IncidentMessage]) -> list[Letter]:
    """The message itself is swept from the chat; a quote of it is withdrawn."""
    letters: list[Letter] = []
    swept = [message for message in messages if message.state in _STANDS]
    for message in messages:
        if message.state is MessageState.RETURNED:
            letters.append(notices.withdraw(message))
        gone_already = message.state in _IN_QUOTES
        message.state = MessageState.REMOVED if gone_already else MessageState.REMOVING
    return [*letters, notices.sweep(swept[-1])] if swept else letters


async def messages_of(session: AsyncSession, incident: Incident) -> Sequence[IncidentMessage]:
    query = (
        select(IncidentMessage)
        .where(IncidentMessage.incident_id == incident.id)
        .order_by(IncidentMessage.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return (await session.scalars(query)).all()


async def sanctions_of(session: AsyncSession, incident: Incident) -> Sequence[Sanction]:
    query = (
        select(Sanction)
        .where(Sanction.incident_id == incident.id)
        .order_by(Sanction.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return (await session.scalars(query)).all()


async def put_sanctions_back(
    session: AsyncSession, actor: Actor, incident: Incident, moment: datetime
) -> tuple[Sequence[Sanction], Sequence[Sanction]]:
    """Undo what people imposed, and what they lifted by the last decision: the machine's own.

    Returns what is lifted now and what is in force again.
    """
    sanctions = await sanctions_of(session, incident)
    by_people = [sanction for sanction in sanctions if sanction.by_id is not None]
    lifted = [
        sanction
        for sanction in sanctions
        if sanction.by_id is None and sanction.lifted_at == incident.decided_at
    ]
    free_of = await lift_those(session, actor, by_people, moment)
    return free_of, await impose_again(session, actor, lifted, moment)


async def ban_channel(session: AsyncSession, incident: Incident) -> None:
    if incident.channel is not None:
        await enqueue_all(session, [notices.ban_channel(incident)])


async def unban_channel(session: AsyncSession, incident: Incident) -> None:
    if incident.channel is not None and is_channel_banned(incident):
        await enqueue_all(session, [notices.unban_channel(incident)])


async def put_channel_back(session: AsyncSession, incident: Incident) -> None:
    """Undo the last decision about a channel."""
    if not _machine_banned(incident):
        await unban_channel(session, incident)
    elif incident.decision is Decision.INNOCENT:
        await ban_channel(session, incident)


def is_channel_banned(incident: Incident) -> bool:
    if incident.decision is Decision.INNOCENT:
        return False
    return incident.decision is Decision.BAN or _machine_banned(incident)


def _machine_banned(incident: Incident) -> bool:
    return incident.action is Action.BAN and not incident.dry_run
