"""Duties and signals in few words: `await desk.sos(mother)`."""

from dataclasses import dataclass
from datetime import timedelta

from community.core.actor import Actor
from community.core.clock import DEFAULT_ZONE
from community.core.db import Database
from community.core.outbox.models import OutboxMessage
from community.duty.calling import widen_due
from community.duty.ending import close
from community.duty.going import take
from community.duty.kinds import Colour, Half, Outcome
from community.duty.models import Call, Duty, Signal
from community.duty.roster import plan
from community.duty.service import call_for_help
from community.duty.serving import Turn
from moderation.detect.reasons import Reason
from moderation.detect.verdict import Action
from moderation.incidents.kinds import Topic
from moderation.incidents.models import Incident
from tests.support.factories import SYSTEM, Region, Someone
from tests.support.incidents import Watch
from tests.support.looking import only, queued, rows

CRY = "Больше не могу, отдам его обратно"


@dataclass
class Desk:
    """Tests begin on a Monday at ten in the morning, region's time."""

    region: Region

    def turn(self, days: int = 0, half: Half = Half.DAY, district: int | None = None) -> Turn:
        """A half of the day so many days from now."""
        today = self.region.clock.now().astimezone(DEFAULT_ZONE).date()
        district_id = None if district is None else self.region.districts[district].id
        return Turn(today + timedelta(days=days), half, district_id)

    async def plan(
        self, turn: Turn, someone: Someone, substitute: Someone | None = None, *, by: object = None
    ) -> Duty:
        planner = by if isinstance(by, Someone | Actor) else SYSTEM
        substitute_id = substitute.id if substitute else None
        return await self.region.act(planner, plan, turn, someone.id, substitute_id)

    async def duties(self) -> list[tuple[int, int | None]]:
        """Who is on duty, and who stands by."""
        return [(row.person_id, row.substitute_id) for row in await rows(self.database, Duty)]

    async def sos(self, by: Someone, colour: Colour = Colour.RED) -> Signal:
        return await self.region.act(by, call_for_help, colour)

    async def signal(self) -> Signal:
        """The one there is, as it is stored."""
        return await only(self.database, Signal)

    async def taken(self, asker: Someone, helper: Someone, colour: Colour = Colour.RED) -> Signal:
        """Somebody called, and somebody came."""
        signal = await self.sos(asker, colour)
        return await self.region.act(helper, take, signal.id)

    async def ended(self, helper: Someone, signal: Signal, how: Outcome = Outcome.HELPED) -> Signal:
        return await self.region.act(helper, close, signal.id, how)

    async def wait(self, minutes: int = 15) -> int:
        """Time passes, and the job looks whom to ask next."""
        self.region.advance_minutes(minutes)
        async with self.database.write() as session:
            return await widen_due(session)

    async def asked(self) -> list[int]:
        """Who got the card, in the order they were asked."""
        return [row.recipient_id for row in await queued(self.database, "duty.signal")]

    async def reminded(self) -> list[int]:
        """To whom it was said that nobody has come yet, in that order."""
        return [row.recipient_id for row in await queued(self.database, "duty.still_waiting")]

    async def calls(self) -> list[Call]:
        return list(await rows(self.database, Call))

    async def letters(self) -> list[OutboxMessage]:
        """All that duty has told anybody."""
        ours = OutboxMessage.template.startswith("duty.")
        return list(await rows(self.database, OutboxMessage, ours))

    @property
    def database(self) -> Database:
        return self.region.database


async def cries(watch: Watch, author: Someone, *reasons: Reason) -> Incident:
    """The detector hears somebody in need; of exhaustion, unless said otherwise."""
    return await watch.seen(
        author,
        topic=Topic.DISTRESS,
        action=Action.ALLOW,
        reasons=tuple(reasons or [Reason.EXHAUSTION]),
        text=CRY,
        excerpt=CRY,
    )
