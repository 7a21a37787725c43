"""What follows at once from what the machine saw: cards, words to authors, sweeps, sanctions."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from community.chats.models import Chat
from community.core.actor import system_actor
from community.core.audit import Subject, record, write_log
from community.core.outbox.service import Letter, Recipient, enqueue_all, to_person
from community.membership.people.models import MessengerAccount
from community.selfhelp.groups.queries import leads_by_chat
from moderation.detect.verdict import Action
from moderation.incidents import alarms, notices, storms, telling
from moderation.incidents.closed import in_log, is_closed
from moderation.incidents.folding import Entry
from moderation.incidents.imposing import impose
from moderation.incidents.kinds import Topic
from moderation.incidents.ladder import machine_sanctions
from moderation.incidents.models import IncidentMessage, Sanction
from moderation.incidents.moderators import card_recipients
from moderation.incidents.places import protected_among
from moderation.incidents.rules import BY_MACHINE, holds_personal_data

_MACHINE = system_actor("bot")
_Recipients = Mapping[tuple[int, bool], Sequence[Recipient]]


@dataclass(frozen=True)
class _Author:
    person_id: int
    reachable: bool


_Authors = Mapping[int | None, _Author]
_Imposed = Mapping[int, Sanction]
"""By the incident that it follows from."""


async def follow(
    session: AsyncSession, chats: Mapping[int, Chat], entries: Sequence[Entry], moment: datetime
) -> None:
    """All that a batch sets going, in few statements however large it is.

    Who calls holds the locks of `chats`; incidents and messages have been written down.
    """
    for chat in chats.values():
        here = [entry for entry in entries if entry.incident.chat_id == chat.id]
        await storms.gather(session, chat, here)
    authors = await _authors(session, entries)
    imposed = await _sanction(session, chats, entries, authors)
    recipients = await _recipients(session, chats, entries)
    for entry in entries:
        _record(session, chats[entry.incident.chat_id], entry, authors)
    await write_log(session)
    letters = list(_sweeps(entries))
    for entry in entries:
        letters += _to_moderators(entry, recipients, authors, moment)
        letters += _to_author(entry, authors, imposed, moment)
        if _bans_channel(entry):
            letters.append(notices.ban_channel(entry.incident))
    await enqueue_all(session, letters)
    for entry in entries:
        author = authors.get(entry.incident.author_account_id)
        # Behind a channel, or the chat's own name, there is nobody whom one could come to.
        if entry.came and entry.incident.topic is Topic.DISTRESS and author is not None:
            chat = chats[entry.incident.chat_id]
            await alarms.raise_signal(session, entry.incident, chat, author.person_id)


async def _authors(session: AsyncSession, entries: Sequence[Entry]) -> _Authors:
    accounts = {entry.incident.author_account_id for entry in entries} - {None}
    if not accounts:
        return {}
    query = select(
        MessengerAccount.id, MessengerAccount.person_id, MessengerAccount.reachable
    ).where(MessengerAccount.id.in_(accounts))
    return {
        id_: _Author(person, reachable) for id_, person, reachable in await session.execute(query)
    }


async def _sanction(
    session: AsyncSession, chats: Mapping[int, Chat], entries: Sequence[Entry], authors: _Authors
) -> _Imposed:
    """Mute and ban as the machine may. Moderators it does not touch: people look at that."""
    acted = [
        (entry.incident, authors[entry.incident.author_account_id].person_id)
        for entry in entries
        if entry.reaches(Action.REMOVE)
        and entry.incident.source in BY_MACHINE
        and not entry.incident.dry_run
        and entry.incident.author_account_id is not None
    ]
    if not acted:
        return {}
    protected = await protected_among(session, {person_id for _, person_id in acted})
    leads = await leads_by_chat(session, [chat.id for chat in chats.values() if is_closed(chat)])
    touchable = []
    for incident, person_id in acted:
        if person_id not in protected and person_id not in leads.get(incident.chat_id, ()):
            touchable.append((incident, person_id))
        elif incident.action.weight > Action.HOLD.weight:
            incident.action = Action.HOLD
    wanted = await machine_sanctions(session, touchable)
    return {one.incident_id: one for one in await impose(session, _MACHINE, wanted)}


async def _recipients(
    session: AsyncSession, chats: Mapping[int, Chat], entries: Sequence[Entry]
) -> _Recipients:
    circles = {(entry.incident.chat_id, entry.incident.for_leaders) for entry in entries}
    return {
        (chat_id, for_leaders): await card_recipients(
            session, chats[chat_id], for_leaders=for_leaders
        )
        for chat_id, for_leaders in sorted(circles)
    }


def _sweeps(entries: Sequence[Entry]) -> Iterator[Letter]:
    """One sweep for each chat, named by the newest message that it is to take away."""
    newest: dict[int, IncidentMessage] = {}
    for entry in entries:
        for message in entry.to_remove:
            newest[message.chat_id] = message
    for message in newest.values():
        yield notices.sweep(message)


def _record(session: AsyncSession, chat: Chat, entry: Entry, authors: _Authors) -> None:
    """What the machine does to somebody's words stands in the log that they can read."""
    incident = entry.incident
    acted = entry.reaches(Action.HOLD) and not incident.dry_run
    if not acted and not (entry.is_new and incident.topic is Topic.DISTRESS):
        return
    author = authors.get(incident.author_account_id)
    person_id = author.person_id if author else None
    kind = in_log("incident", chat)
    subject = Subject(kind, incident.id, person_id=person_id, district_id=chat.district_id)
    action = incident.action.value if acted else "signal"
    record(session, _MACHINE, action, subject, topic=incident.topic.value)


def _to_moderators(
    entry: Entry, recipients: _Recipients, authors: _Authors, moment: datetime
) -> list[Letter]:
    """A card, or that it has grown; to nobody about oneself, and nothing of a mere hint."""
    incident = entry.incident
    if incident.action is Action.HINT or incident.storm_id is not None:
        return []
    author = authors.get(incident.author_account_id)
    to = [
        one
        for one in recipients[incident.chat_id, incident.for_leaders]
        if author is None or one != to_person(author.person_id)
    ]
    first = entry.before in (None, Action.HINT)
    return notices.card(incident, to) if first else notices.card_growth(incident, to, moment)


def _to_author(
    entry: Entry, authors: _Authors, imposed: _Imposed, moment: datetime
) -> list[Letter]:
    """Why, and what follows, in private; nobody is told of what was only tried out."""
    incident = entry.incident
    author = authors.get(incident.author_account_id)
    if author is None or not author.reachable or incident.dry_run or not telling.hears(incident):
        return []
    if incident.action is Action.HINT:
        return [telling.hint(incident)]
    sanctions = [imposed[incident.id]] if incident.id in imposed else []
    return list(_explanations(entry, sanctions, moment))


def _explanations(
    entry: Entry, sanctions: Sequence[Sanction], moment: datetime
) -> Iterator[Letter]:
    """One word; but a sanction does not wait for what is said only if nobody said it before."""
    incident, first_new = entry.incident, None
    if entry.to_remove:
        incident.explained_at, first_new = None, entry.to_remove[0].id
    tell = partial(telling.explain, incident, moment, is_new=entry.is_heavier)
    if first_new is not None and holds_personal_data(incident.topic, incident.reasons):
        yield tell(first_new=first_new, is_fallback=True)
        first_new = None
    if first_new is not None or sanctions:
        yield tell(first_new=first_new, imposed=sanctions)


def _bans_channel(entry: Entry) -> bool:
    incident = entry.incident
    return entry.reaches(Action.BAN) and incident.channel is not None and not incident.dry_run
