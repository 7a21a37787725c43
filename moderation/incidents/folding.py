"""Which incident a sighting belongs to: its message's own, its author's latest, or a new one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from moderation.detect.verdict import Action
from moderation.incidents.kinds import IncidentState, MessageState, Source, Topic
from moderation.incidents.models import Incident, IncidentMessage
from moderation.incidents.rules import BY_MACHINE, FOLD_WITHIN, KEEP_EXCERPT, KEEP_TEXT, takes_away
from moderation.incidents.sighting import Sighting

_STANDS = (MessageState.STANDING, MessageState.REFUSED)
_Place = tuple[int, int, bool, bool]
_Author = tuple[int, int | str | None, Topic, Source, bool]


@dataclass(eq=False)
class Entry:
    """An incident, and what a batch of sightings changed about it.

    `before` is what the machine had done of itself, None for an incident that is new.
    """

    incident: Incident
    before: Action | None
    came: list[IncidentMessage] = field(default_factory=list)
    to_remove: list[IncidentMessage] = field(default_factory=list)

    @property
    def is_new(self) -> bool:
        return self.before is None

    @property
    def is_heavier(self) -> bool:
        return self.before is None or self.incident.action.weight > self.before.weight

    def reaches(self, action: Action) -> bool:
        """Whether this batch brought the incident so far, or further."""
        return self.is_heavier and self.incident.action.weight >= action.weight


class Desk:
    """The incidents that a batch may join. They stay locked until it is written down."""

    def __init__(self, moment: datetime) -> None:
        self._moment = moment
        self._entries: dict[int, Entry] = {}
        self._of_message: dict[_Place, tuple[Entry, IncidentMessage]] = {}
        self._of_author: dict[_Author, Entry] = {}
        self._touched: dict[Entry, None] = {}

    @classmethod
    async def laid_for(
        cls, session: AsyncSession, sightings: Sequence[Sighting], moment: datetime
    ) -> "Desk":
        desk = cls(moment)
        for message, incident in await _of_messages(session, sightings):
            desk._know_message(desk._entry(incident), message)
        for incident in await _of_authors(session, sightings, moment):
            desk._of_author[_author_of(incident)] = desk._entry(incident)
        return desk

    @property
    def touched(self) -> Sequence[Entry]:
        """The incidents that the batch opened or changed, in that order."""
        return list(self._touched)

    def put(self, sighting: Sighting) -> Entry:
        """Write one sighting down, in memory; the heavier verdict on a message counts."""
        known = self._of_message.get(_place(sighting))
        if known and (entry := self._seen_again(*known, sighting)):
            return entry
        folds = sighting.source in BY_MACHINE
        entry = self._of_author.get(_author(sighting)) if folds else None
        if entry is None:
            entry = Entry(_opened(sighting, self._moment), before=None)
            if folds:
                self._of_author[_author(sighting)] = entry
        elif _outweighs(sighting, entry.incident):
            _take_over(entry.incident, sighting)
        elif sighting.topic is Topic.DISTRESS:
            _hear_more(entry.incident, sighting)
        message = _message(sighting, self._moment)
        entry.came.append(message)
        if message.state is MessageState.REMOVING:
            entry.to_remove.append(message)
        self._know_message(entry, message)
        return self._touch(entry)

    def _seen_again(
        self, entry: Entry, message: IncidentMessage, sighting: Sighting
    ) -> Entry | None:
        """The incident that has this message already; None when a new one is to be opened.

        What a person decided stands, unless the message still does and was changed for worse. A
        person's own word is heard anew, also where the machine had only given a hint.
        """
        incident = entry.incident
        heavier = _outweighs(sighting, incident)
        by_person = sighting.source not in BY_MACHINE
        if incident.state is IncidentState.DECIDED:
            worse = message.state in _STANDS and (heavier or sighting.topic is not incident.topic)
            return None if worse or by_person else entry
        if by_person and incident.action is Action.HINT:
            return None
        if sighting.holds_personal_data:
            message.text = incident.excerpt = incident.context = None
        if heavier:
            _take_over(incident, sighting)
            if _goes(sighting) and message.state is MessageState.STANDING:
                _put_aside(message, sighting, self._moment)
                entry.to_remove.append(message)
            self._touch(entry)
        return entry

    def _entry(self, incident: Incident) -> Entry:
        return self._entries.setdefault(incident.id, Entry(incident, before=incident.action))

    def _know_message(self, entry: Entry, message: IncidentMessage) -> None:
        incident = entry.incident
        in_distress = incident.topic is Topic.DISTRESS
        place = (message.chat_id, message.message_id, in_distress, incident.dry_run)
        self._of_message[place] = (entry, message)

    def _touch(self, entry: Entry) -> Entry:
        self._touched[entry] = None
        return entry


def _place(sighting: Sighting) -> _Place:
    """Distress is met apart, whatever else a message is; so is what is only tried out."""
    in_distress = sighting.topic is Topic.DISTRESS
    return sighting.chat_id, sighting.message_id, in_distress, sighting.dry_run


def _author(sighting: Sighting) -> _Author:
    author = sighting.account_id if sighting.channel is None else sighting.channel
    return sighting.chat_id, author, sighting.topic, sighting.source, sighting.dry_run


def _author_of(incident: Incident) -> _Author:
    author = incident.author_account_id if incident.channel is None else incident.channel
    return incident.chat_id, author, incident.topic, incident.source, incident.dry_run


async def _of_messages(
    session: AsyncSession, sightings: Iterable[Sighting]
) -> Sequence[tuple[IncidentMessage, Incident]]:
    """What is known of these messages, the undecided incident last so that it is found first."""
    by_chat: dict[int, set[int]] = {}
    for sighting in sightings:
        by_chat.setdefault(sighting.chat_id, set()).add(sighting.message_id)
    places = [
        (IncidentMessage.chat_id == chat_id) & IncidentMessage.message_id.in_(message_ids)
        for chat_id, message_ids in by_chat.items()
    ]
    query = (
        select(IncidentMessage, Incident)
        .join(Incident, Incident.id == IncidentMessage.incident_id)
        .where(or_(*places))
        .order_by(Incident.state != IncidentState.DECIDED, Incident.id)
        .with_for_update(of=Incident, key_share=True)
        .execution_options(populate_existing=True)
    )
    return [(message, incident) for message, incident in await session.execute(query)]


async def _of_authors(
    session: AsyncSession, sightings: Iterable[Sighting], moment: datetime
) -> Sequence[Incident]:
    seen = [sighting for sighting in sightings if sighting.source in BY_MACHINE]
    accounts = {sighting.account_id for sighting in seen if sighting.account_id is not None}
    channels = {sighting.channel for sighting in seen if sighting.channel is not None}
    query = (
        select(Incident)
        .where(
            Incident.chat_id.in_({sighting.chat_id for sighting in seen}),
            or_(Incident.author_account_id.in_(accounts), Incident.channel.in_(channels)),
            Incident.state != IncidentState.DECIDED,
            Incident.source.in_(BY_MACHINE),
            Incident.opened_at > moment - FOLD_WITHIN,
        )
        .order_by(Incident.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    return (await session.scalars(query)).all()


def _outweighs(sighting: Sighting, incident: Incident) -> bool:
    return sighting.action.weight > incident.action.weight


def _goes(sighting: Sighting) -> bool:
    return takes_away(sighting.action, dry_run=sighting.dry_run)


def _opened(sighting: Sighting, moment: datetime) -> Incident:
    incident = Incident(
        chat_id=sighting.chat_id,
        author_account_id=sighting.account_id,
        channel=sighting.channel,
        source=sighting.source,
        state=IncidentState.OPEN,
        for_leaders=sighting.for_leaders,
        opened_at=moment,
    )
    _take_over(incident, sighting)
    return incident


def _take_over(incident: Incident, sighting: Sighting) -> None:
    incident.topic, incident.action = sighting.topic, sighting.action
    incident.score, incident.reasons = sighting.score, list(sighting.reasons)
    incident.dry_run = sighting.dry_run
    incident.excerpt, incident.context = sighting.excerpt, sighting.context
    words = sighting.excerpt is not None or sighting.context is not None
    incident.erase_excerpt_at = incident.opened_at + KEEP_EXCERPT if words else None


def _hear_more(incident: Incident, sighting: Sighting) -> None:
    """Every cry weighs the same, but a later one may tell of a danger that the first did not."""
    incident.reasons = list(dict.fromkeys([*incident.reasons, *sighting.reasons]))


def _message(sighting: Sighting, moment: datetime) -> IncidentMessage:
    message = IncidentMessage(
        chat_id=sighting.chat_id,
        message_id=sighting.message_id,
        state=MessageState.STANDING,
        sent_at=sighting.sent_at,
        media=sighting.media,
    )
    _keep_words(message, sighting, moment)
    if _goes(sighting):
        message.state = MessageState.REMOVING
    return message


def _put_aside(message: IncidentMessage, sighting: Sighting, moment: datetime) -> None:
    message.state = MessageState.REMOVING
    _keep_words(message, sighting, moment)


def _keep_words(message: IncidentMessage, sighting: Sighting, moment: datetime) -> None:
    """A text to give back, or the copy of media that is to come; nothing of a mere hint."""
    message.text = sighting.text
    kept = sighting.action is not Action.HINT and (sighting.text or sighting.media)
    message.erase_at = moment + KEEP_TEXT if kept else None
