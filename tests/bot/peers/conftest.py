"""Two parents of different districts who have opened the bot; neither knows of the other."""

from dataclasses import dataclass
from typing import Self

import pytest

from community.peers.asking import service as asking
from tests.support.club import Club
from tests.support.factories import Someone
from tests.support.peers import HERE, RUNAWAY, THERE, Peers

ASKER, HELPER = ("Аглая", "Неверова"), ("Фёкла", "Тихомирова")


@dataclass
class Pair:
    """`asks` and `helps` are their numbers in the messenger."""

    club: Club
    peers: Peers
    asker: Someone
    helper: Someone
    asks: int
    helps: int

    @classmethod
    async def of(cls, club: Club) -> Self:
        peers = Peers(club.region)
        asker = await club.region.member(*ASKER, district=HERE)
        helper = await club.region.member(*HELPER, district=THERE)
        asks = await club.in_messenger(asker, "Глаша в мессенджере")
        helps = await club.in_messenger(helper, "Феня в мессенджере")
        return cls(club, peers, asker, helper, asks, helps)

    async def ready(self, code: str = RUNAWAY) -> None:
        await self.peers.ready(code, someone=self.helper)

    async def to_question(self) -> None:
        """From the menu to the screen on which a question is sent."""
        for label in ("👤", "🙋", "Поведение и школа", "Подросток убегал из дома"):
            await self.club.tap(self.asks, label)

    async def question(self) -> None:
        """Asked, and the card is there."""
        await self.ready()
        await self.club.say(self.asks, "/menu")
        await self.to_question()
        await self.club.tap(self.asks, "📨")

    async def all_that_came(self, user_id: int) -> str:
        """Every message with its buttons and whatever stands behind them, as the phone got it."""
        return str((await self.club.messenger.inbox(user_id))["messages"])

    async def hours_pass(self, hours: float) -> None:
        self.club.region.advance_minutes(round(hours * 60))
        async with self.club.region.database.write() as session:
            await asking.pass_on_due(session)
        await self.club.settle()


@pytest.fixture
async def pair(sqlite_club: Club) -> Pair:
    return await Pair.of(sqlite_club)
