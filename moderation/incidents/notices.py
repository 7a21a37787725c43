"""What moderators see of an incident, and what is done about it in chats: letters for the outbox.

Their parameters are ids; the renderers look at how things stand when they are sent. What authors
are told stands in `telling`.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from community.chats.models import Chat
from community.core.outbox.models import Priority
from community.core.outbox.service import Letter, Recipient, enqueue_all, to_chat
from moderation.incidents.kinds import Topic
from moderation.incidents.models import Incident, IncidentMessage, Measure, Storm
from moderation.incidents.moderators import card_recipients
from moderation.incidents.rules import (
    GROWTH_WORD_EVERY,
    STORM_WORD_EVERY,
    end_of_slot,
)


def card(incident: Incident, to: Iterable[Recipient]) -> list[Letter]:
    """The card of an incident, once to each; somebody in distress goes before everything."""
    params, urgency = {"incident": incident.id}, _urgency(incident)
    return [Letter(one, "moderation.card", str(incident.id), params, urgency) for one in to]


def card_update(incident: Incident, to: Iterable[Recipient]) -> list[Letter]:
    """Cards show at once what somebody decided."""
    return _card_update(incident, to, anew(incident.id))


def card_growth(incident: Incident, to: Iterable[Recipient], at: datetime) -> list[Letter]:
    """Cards show further messages, not more often than a chat of people can bear."""
    due = end_of_slot(at, GROWTH_WORD_EVERY)
    return _card_update(incident, to, slot(incident.id, due), due)


def _card_update(
    incident: Incident, to: Iterable[Recipient], key: str, due: datetime | None = None
) -> list[Letter]:
    params, urgency = {"incident": incident.id}, _urgency(incident)
    return [Letter(one, "moderation.card_update", key, params, urgency, due) for one in to]


def storm(storm: Storm, to: Iterable[Recipient]) -> list[Letter]:
    """One summary instead of many cards: when it begins, and when it is over."""
    return _storm(storm, to, anew(storm.id))


def storm_growth(storm: Storm, to: Iterable[Recipient], at: datetime) -> list[Letter]:
    due = end_of_slot(at, STORM_WORD_EVERY)
    return _storm(storm, to, slot(storm.id, due), due)


def _storm(
    storm: Storm, to: Iterable[Recipient], key: str, due: datetime | None = None
) -> list[Letter]:
    params = {"storm": storm.id}
    return [Letter(one, "moderation.storm", key, params, Priority.ANSWER, due) for one in to]


def overdue(incident: Incident, to: Iterable[Recipient]) -> list[Letter]:
    key, params = str(incident.id), {"incident": incident.id}
    return [Letter(one, "moderation.overdue", key, params) for one in to]


def sweep(message: IncidentMessage) -> Letter:
    """Take everything away that is to go from the chat; `message` is one of them."""
    key = anew(message.id)
    return Letter(to_chat(message.chat_id), "moderation.sweep", key, {}, Priority.SIGNAL)


def restore(message: IncidentMessage) -> Letter:
    return _of_message("moderation.restore", message)


def withdraw(message: IncidentMessage) -> Letter:
    return _of_message("moderation.withdraw", message)


def drop_copy(message: IncidentMessage) -> Letter:
    """The copy of media that moderators looked at is kept no longer than a text."""
    return _of_message("moderation.drop_copy", message)


def _of_message(template: str, message: IncidentMessage) -> Letter:
    return _to_chat(template, message.chat_id, message=message.id)


def apply(measure: Measure) -> Letter:
    return _of_measure("moderation.apply", measure)


def lift(measure: Measure) -> Letter:
    return _of_measure("moderation.lift", measure)


def _of_measure(template: str, measure: Measure) -> Letter:
    return _to_chat(template, measure.chat_id, measure=measure.id)


def ban_channel(incident: Incident) -> Letter:
    return _of_channel("moderation.ban_channel", incident)


def unban_channel(incident: Incident) -> Letter:
    return _of_channel("moderation.unban_channel", incident)


def _of_channel(template: str, incident: Incident) -> Letter:
    return _to_chat(template, incident.chat_id, incident=incident.id)


def _to_chat(template: str, chat_id: int, **subject: int) -> Letter:
    """Something to be done in a chat about one subject, named by its id."""
    (subject_id,) = subject.values()
    return Letter(to_chat(chat_id), template, anew(subject_id), subject, Priority.ANSWER)


def anew(subject_id: int) -> str:
    """What is done, undone and done again is queued each time; its turn shows what is still due."""
    return f"{subject_id}:{uuid4().hex}"


def slot(subject_id: int, due: datetime) -> str:
    """One letter for all that is said until then."""
    return f"{subject_id}:{due.timestamp():.0f}"


def _urgency(incident: Incident) -> Priority:
    return Priority.SIGNAL if incident.topic is Topic.DISTRESS else Priority.ANSWER


async def update_cards(session: AsyncSession, incident: Incident) -> None:
    """Every card of the incident is to show how it stands now."""
    chat = await session.get_one(Chat, incident.chat_id)
    to = await card_recipients(session, chat, for_leaders=incident.for_leaders)
    await enqueue_all(session, card_update(incident, to))
