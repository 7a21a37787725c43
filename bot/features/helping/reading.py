"""Who reads a letter about a request, and what of it they may see."""

from bot.delivery.parcel import Parcel
from community.consultations.requests import queries
from community.consultations.requests.kinds import RequestState
from community.consultations.requests.queries import Offered
from community.core.actor import Actor
from community.core.errors import NotFound
from community.membership.people import queries as people


async def reader(parcel: Parcel) -> Actor:
    assert parcel.person is not None
    async with parcel.context.database.read() as session:
        return await people.actor_for(session, parcel.person.id, "bot")


async def held(parcel: Parcel, *states: RequestState) -> Offered | None:
    """The request while it is in the reader's hands, in one of these states."""
    actor = await reader(parcel)
    async with parcel.context.database.read() as session:
        try:
            card = await queries.offered(session, actor, parcel.params["request"])
        except NotFound:
            return None
    return card if card.request.state in states else None
