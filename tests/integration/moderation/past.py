"""Incidents put into the database by hand, for tests of what is read and done afterwards."""

from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from community.chats.models import Chat
from community.core.actor import Actor
from community.core.usecase import use_case
from moderation.detect.verdict import Action
from moderation.incidents import teaching
from moderation.incidents.kinds import Decision, IncidentState, MessageState, Source, Topic
from moderation.incidents.models import Incident, IncidentMessage, Report
from tests.support.factories import Region, Someone


@dataclass
class Past:
    """What happened in one chat."""

    region: Region
    chat: Chat
    _numbers: Any = field(default_factory=lambda: count(101))

    async def incident(
        self,
        author: Someone | None,
        topic: Topic = Topic.SPAM,
        *,
        texts: tuple[str, ...] = (),
        media: str | None = None,
        decision: Decision | None = None,
        decided_by: Someone | None = None,
        after: timedelta = timedelta(minutes=10),
        **columns: Any,
    ) -> Incident:
        """An incident with one message of each text, decided `after` so long if it was."""
        moment = self.region.clock.now()
        values = {
            "source": Source.DETECTOR,
            "action": Action.HOLD,
            "state": IncidentState.DECIDED if decision else IncidentState.OPEN,
            "decided_at": moment + after if decision else None,
            "decided_by_id": decided_by.id if decided_by else None,
            "opened_at": moment,
        }
        incident = Incident(
            chat_id=self.chat.id,
            author_account_id=author.account_id if author else None,
            topic=topic,
            decision=decision,
            **values | columns,
        )
        async with self.region.database.write() as session:
            session.add(incident)
            await session.flush()
            for text in texts or (None,):
                session.add(self._message(incident, text, media))
            await session.commit()
        return incident

    def _message(self, incident: Incident, text: str | None, media: str | None) -> IncidentMessage:
        taken_away = incident.action in (Action.HOLD, Action.REMOVE, Action.MUTE, Action.BAN)
        return IncidentMessage(
            incident_id=incident.id,
            chat_id=self.chat.id,
            message_id=next(self._numbers),
            state=MessageState.REMOVED if taken_away else MessageState.STANDING,
            sent_at=incident.opened_at,
            media=media,
            text=text,
            erase_at=incident.opened_at + timedelta(hours=24),
        )

    async def report(self, incident: Incident, by: Someone, reason: str, **columns: Any) -> None:
        at = self.region.clock.now()
        async with self.region.database.write() as session:
            session.add(
                Report(incident_id=incident.id, reporter_id=by.id, reason=reason, at=at, **columns)
            )
            await session.commit()


@use_case
async def teach(session: AsyncSession, actor: Actor, incident_id: int, *, is_bad: bool) -> None:
    incident = await session.get_one(Incident, incident_id)
    await teaching.teach(session, actor, incident, is_bad=is_bad)


@use_case
async def unteach(session: AsyncSession, actor: Actor, incident_id: int) -> None:
    incident = await session.get_one(Incident, incident_id)
    await teaching.unteach(session, actor, incident)
