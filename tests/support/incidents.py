"""A chat that is watched, and a messenger of tests that does what the outbox asks of it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from typing import Any

from community.chats.models import Chat, ChatMember, Presence
from community.core.db import Database
from community.core.outbox.models import OutboxMessage, State
from community.core.outbox.worker import SKIPPED, Done, OutboxWorker, Outcome
from moderation.detect.verdict import Action
from moderation.incidents import erasing, sanctioning, seeing
from moderation.incidents.kinds import MessageState, SanctionKind, Source, Topic
from moderation.incidents.models import Incident, IncidentMessage, Measure, Sanction
from moderation.incidents.places import Restriction
from moderation.incidents.sighting import Sighting
from tests.support.factories import Region, Someone
from tests.support.looking import only, rows
from tests.support.transport import send_all

TEXT = "Заработок на дому, пишите в личку"
_DONE = Done(State.SENT, sent_ref="1:1")


@dataclass
class Watch:
    """What the detector and the rules notice in one chat."""

    region: Region
    chat: Chat
    _numbers: Iterator[int] = field(default_factory=lambda: count(501))

    def sighting(self, author: Someone | None, **fields: Any) -> Sighting:
        """A message put aside as spam, unless said otherwise."""
        usual: dict[str, Any] = {
            "chat_id": self.chat.id,
            "message_id": next(self._numbers),
            "sent_at": self.region.clock.now(),
            "account_id": author.account_id if author else None,
            "topic": Topic.SPAM,
            "source": Source.DETECTOR,
            "action": Action.HOLD,
            "score": 0.85,
            "reasons": ("spam.wording",),
            "text": TEXT,
            "excerpt": TEXT,
        }
        return Sighting(**usual | fields)

    async def see(self, *sightings: Sighting) -> list[Incident]:
        """Write a batch down; the incident of each, as it is stored."""
        async with self.region.database.write() as session:
            ids = await seeing.note(session, sightings)
        return [await self.incident(id_) for id_ in ids]

    async def seen(self, author: Someone | None, **fields: Any) -> Incident:
        (incident,) = await self.see(self.sighting(author, **fields))
        return incident

    async def incident(self, incident_id: int) -> Incident:
        return await only(self.region.database, Incident, Incident.id == incident_id)

    async def message(self, incident: Incident) -> IncidentMessage:
        """The one message of an incident."""
        database = self.region.database
        return await only(database, IncidentMessage, IncidentMessage.incident_id == incident.id)

    async def sanctions(self, incident: Incident) -> list[Sanction]:
        found = await rows(self.region.database, Sanction, Sanction.incident_id == incident.id)
        return list(found)

    async def presences(self, someone: Someone) -> dict[int, Presence]:
        """By chat, how the roster knows somebody."""
        own = ChatMember.account_id == someone.account_id
        found = await rows(self.region.database, ChatMember, own)
        return {member.chat_id: member.presence for member in found}

    async def measures(self, sanction: Sanction) -> dict[int, Measure]:
        """By chat."""
        found = await rows(self.region.database, Measure, Measure.sanction_id == sanction.id)
        return {measure.chat_id: measure for measure in found}


@dataclass
class Hands:
    """Carries the outbox out: who is kept to what, which messages are gone, which are quoted."""

    database: Database
    restrictions: dict[tuple[int, int], Restriction] = field(default_factory=dict)
    gone: set[tuple[int, int]] = field(default_factory=set)
    quotes: dict[str, str] = field(default_factory=dict)
    told: list[tuple[str, int]] = field(default_factory=list)
    refusing: set[int] = field(default_factory=set)  # chats where the bot has no rights

    async def settle(self) -> None:
        """Everything that is due is done."""
        await send_all(OutboxWorker(self.database, self))

    def kept_to(self, someone: Someone) -> dict[int, SanctionKind]:
        """By chat, what stands there for somebody."""
        return {
            chat_id: restriction.kind
            for (chat_id, account_id), restriction in self.restrictions.items()
            if account_id == someone.account_id
        }

    def heard(self, someone: Someone) -> list[str]:
        """What the author of a message was told in private."""
        return [template for template, to in self.told if to == someone.account_id]

    async def deliver(self, message: OutboxMessage) -> Outcome:
        act = {
            "moderation.sweep": self._sweep,
            "moderation.apply": self._settle_measure,
            "moderation.lift": self._settle_measure,
            "moderation.restore": self._quote,
            "moderation.withdraw": self._withdraw,
            "moderation.drop_copy": self._drop_copy,
        }.get(message.template)
        if act is None:
            if message.template.startswith("moderation."):
                self.told.append((message.template, message.recipient_id))
            return _DONE
        return await act(message)

    async def _sweep(self, message: OutboxMessage) -> Outcome:
        chat_id = message.recipient_id
        async with self.database.write() as session:
            going = await seeing.to_remove(session, chat_id)
            ids = [row.id for row in going]
            if chat_id in self.refusing:
                await seeing.message_refused(session, ids)
            else:
                self.gone |= {(chat_id, row.message_id) for row in going}
                await seeing.message_removed(session, ids)
        return _DONE

    async def _settle_measure(self, message: OutboxMessage) -> Outcome:
        measure_id = message.params["measure"]
        async with self.database.write() as session:
            due = await sanctioning.what_is_due(session, measure_id)
            if due is None:
                return SKIPPED
            if due.chat.id in self.refusing:
                await sanctioning.measure_refused(session, measure_id, "no_right")
                return _DONE
            spot = due.chat.id, due.account.id
            self.restrictions.pop(spot, None)
            if due.restriction is not None:
                self.restrictions[spot] = due.restriction
            await sanctioning.measure_applied(session, measure_id)
            await sanctioning.measure_lifted(session, measure_id)
        return _DONE

    async def _quote(self, message: OutboxMessage) -> Outcome:
        async with self.database.write() as session:
            row = await session.get_one(IncidentMessage, message.params["message"])
            if row.state is not MessageState.RETURNING:
                return SKIPPED
            ref = f"{row.chat_id}:{9000 + len(self.quotes)}"
            self.quotes[ref] = row.text or row.copy_ref or ""
            await seeing.message_returned(session, row.id, ref)
        return _DONE

    async def _withdraw(self, message: OutboxMessage) -> Outcome:
        async with self.database.write() as session:
            row = await session.get_one(IncidentMessage, message.params["message"])
            self.quotes.pop(row.returned_ref or "", None)
            await seeing.message_withdrawn(session, row.id)
        return _DONE

    async def _drop_copy(self, message: OutboxMessage) -> Outcome:
        async with self.database.write() as session:
            await erasing.copy_dropped(session, message.params["message"])
        return _DONE

    def advance(self, step: timedelta) -> None:
        """Terms run out in the messenger by themselves, as mutes do."""
        clock: Any = self.database.clock
        clock.advance(step)
        moment = clock.now()
        self.restrictions = {
            spot: restriction
            for spot, restriction in self.restrictions.items()
            if restriction.kind is SanctionKind.BAN
            or restriction.until is None
            or restriction.until > moment
        }
