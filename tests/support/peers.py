"""Parents who have been through something, and one who asks, in few words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from community.peers.asking import service as asking
from community.peers.asking.models import AskedParent, PeerRequest
from community.peers.sharing import queries as sharing_queries
from community.peers.sharing import service as sharing
from tests.support.factories import Region, Someone
from tests.support.looking import only, rows

RUNAWAY = "runaway"
HERE, THERE = 0, 3  # districts of whoever asks, and of whoever is asked


@dataclass
class Peers:
    region: Region

    async def situation(self, code: str = RUNAWAY) -> int:
        async with self.region.database.read() as session:
            known = await sharing_queries.situations(session)
            return next(one.id for one in known if one.code == code)

    async def ready(
        self,
        code: str = RUNAWAY,
        *,
        district: int = THERE,
        given: str = "Ирма",
        someone: Someone | None = None,
    ) -> Someone:
        """A parent who agrees to be asked about it."""
        someone = someone or await self.region.member(given, "Келлер", district=district)
        await self.region.act(someone, sharing.agree)
        await self.region.act(someone, sharing.share, await self.situation(code))
        return someone

    async def several(self, count: int, **fields: Any) -> list[Someone]:
        return [await self.ready(**fields) for _ in range(count)]

    async def asks(self, parent: Someone, code: str = RUNAWAY, **fields: Any) -> PeerRequest:
        wanted = asking.Ask(await self.situation(code), **fields)
        return await self.region.act(parent, asking.ask, wanted)

    async def seen(self, request: PeerRequest) -> PeerRequest:
        """As it is in the database now."""
        return await only(self.region.database, PeerRequest, PeerRequest.id == request.id)

    async def asked(self, request: PeerRequest) -> Sequence[AskedParent]:
        found = AskedParent.request_id == request.id
        return await rows(self.region.database, AskedParent, found)

    async def whom(self, request: PeerRequest) -> list[int]:
        """Whoever was asked, in their order."""
        return [one.person_id for one in await self.asked(request)]

    async def card_of(self, request: PeerRequest, someone: Someone) -> int:
        """The number of what this parent was asked."""
        cards = await self.asked(request)
        return next(one.id for one in cards if one.person_id == someone.id)

    async def says(self, someone: Someone, request: PeerRequest, answer: Any) -> AskedParent:
        said: AskedParent = await self.region.act(
            someone, answer, await self.card_of(request, someone)
        )
        return said

    async def after(self, hours: float = 0) -> int:
        """Let the time pass, and the job come round once."""
        self.region.clock.advance(timedelta(hours=hours))
        async with self.region.database.write() as session:
            return await asking.pass_on_due(session)
