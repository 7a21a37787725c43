"""What moderation saw and decided in the demonstration: a season for the charts, and a queue."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from community.chats.models import Chat
from deploy.demo.ledger import Ledger
from deploy.demo.past import Known
from moderation.detect.verdict import Action
from moderation.incidents.kinds import (
    Decision,
    IncidentState,
    MessageState,
    ReportReason,
    Source,
    Topic,
)
from moderation.incidents.models import Incident, IncidentMessage, Report
from moderation.incidents.rules import KEEP_EXCERPT, KEEP_TEXT, TAKEN_AWAY

_FILE = Path(__file__).parent / "data" / "incidents.toml"
_BY_RULE = frozenset({Topic.PROBATION, Topic.CHANNEL})
_CHANNEL = "-1009990001122"
_SCORE = 0.8
_FIRST_MESSAGE = 900_001  # far above what the messenger has counted: nothing stands there


@dataclass
class Incidents:
    """Fills the ledger."""

    ledger: Ledger
    people: Mapping[str, Known]
    rooms: Mapping[str, Chat]
    present: datetime

    def write(self) -> None:
        rows = tomllib.loads(_FILE.read_text(encoding="utf-8"))
        self._numbers = count(_FIRST_MESSAGE)
        past = [(row, weeks) for row in rows["past"] for weeks in row["weeks"]]
        for place, (row, weeks) in enumerate(sorted(past, key=lambda one: -one[1])):
            shift = timedelta(days=place * 3 % 6, hours=place * 5 % 24)
            self._add(row, self.present - timedelta(weeks=weeks) + shift)
        for row in rows["waiting"]:
            self._add(row, self.present - timedelta(hours=row["hours"]))

    def _add(self, row: Mapping[str, Any], at: datetime) -> None:
        text: str | None = row.get("text")
        decision = Decision(row["decision"]) if "decision" in row else None
        action, topic = Action(row["action"]), Topic(row["topic"])
        author, by = row.get("author"), row.get("by")
        incident = self.ledger.add(
            Incident,
            chat_id=self.rooms[row["chat"]].id,
            author_account_id=self.people[author].account_id if author else None,
            channel=None if author else _CHANNEL,
            topic=topic,
            source=_source(topic, row),
            action=action,
            score=_SCORE,
            reasons=row["reasons"],
            state=IncidentState.DECIDED if decision else IncidentState.OPEN,
            opened_at=at,
            decision=decision,
            decided_by_id=self.people[by].id if by else None,
            decided_at=at + timedelta(minutes=row["minutes"]) if decision else None,
            excerpt=text,
            erase_excerpt_at=at + KEEP_EXCERPT if text else None,
        )
        self.ledger.add(
            IncidentMessage,
            incident_id=incident,
            chat_id=self.rooms[row["chat"]].id,
            message_id=next(self._numbers),
            state=_state(action, decision),
            sent_at=at,
            text=text,
            erase_at=at + KEEP_TEXT if text else None,
        )
        for reporter in row.get("reporters", ()):
            self.ledger.add(
                Report,
                incident_id=incident,
                reporter_id=self.people[reporter].id,
                reason=ReportReason(row["topic"]),
                at=at,
                upheld=decision is not Decision.INNOCENT if decision else None,
            )


def _source(topic: Topic, row: Mapping[str, Any]) -> Source:
    if "reporters" in row:
        return Source.REPORT
    return Source.RULE if topic in _BY_RULE else Source.DETECTOR


def _state(action: Action, decision: Decision | None) -> MessageState:
    if action not in TAKEN_AWAY:
        return MessageState.STANDING
    return MessageState.RETURNED if decision is Decision.INNOCENT else MessageState.REMOVED
