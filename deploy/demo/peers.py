"""What a few parents of the demonstration have been through, and a question that waits for one.

Anna may ask about a teenager who ran away: Ольга Вершинина, whom one can play as well, is asked.
"""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Actor
from community.membership.people import queries as people
from community.peers.asking import service as asking
from community.peers.asking.service import Ask
from community.peers.sharing import service as sharing
from community.peers.sharing.queries import situations
from deploy.demo.past import Known

SHARED = {
    "olga.vershinina": ("runaway", "stayed", "birth_family_calls"),
    "irina.bychina": ("runaway", "expulsion"),
    "tamara.kildisheva": ("night_fears", "grandparents"),
    "zoya.tobolzhina": ("first_month", "birth_family_calls"),
    "raisa.medvedchikova": ("grandparents", "hidden_food"),
    "natalya.kaydalova": ("runaway", "no_strength"),
}
ASKS, ABOUT = "alsu.gaysina", "first_month"
WORDS = "Третью неделю спим по три часа. Когда стало легче?"


class PeerMatch:
    """Ticks of the last month, and one question of this morning."""

    def __init__(
        self, session: AsyncSession, people_met: Mapping[str, Known], present: datetime
    ) -> None:
        self._session = session
        self._people = people_met
        self._present = present

    def acts(self) -> list[tuple[datetime, Callable[[], Awaitable[object]]]]:
        ticked = [
            (self._present - timedelta(days=20, hours=number), partial(self.shares, key))
            for number, key in enumerate(SHARED)
        ]
        return [*ticked, (self._present - timedelta(hours=1), self.somebody_asks)]

    async def shares(self, key: str) -> None:
        actor = await self._actor(key)
        await sharing.agree(self._session, actor)
        for code in SHARED[key]:
            await sharing.share(self._session, actor, await self._situation(code))

    async def somebody_asks(self) -> None:
        wanted = Ask(await self._situation(ABOUT), WORDS)
        await asking.ask(self._session, await self._actor(ASKS), wanted)

    async def _situation(self, code: str) -> int:
        known = await situations(self._session)
        return next(one.id for one in known if one.code == code)

    async def _actor(self, key: str) -> Actor:
        return await people.actor_for(self._session, self._people[key].id, "bot")
