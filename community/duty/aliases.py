"""How the two sides of a conversation after a signal are called: by first names alone."""

from sqlalchemy.ext.asyncio import AsyncSession

from community.membership.people import queries as people
from community.relay.service import Party


async def of(session: AsyncSession, asker_id: int, helper_id: int) -> tuple[Party, Party]:
    """Empty where the club knows no name: the edges have a word for that."""
    asker = await people.person(session, asker_id)
    helper = await people.person(session, helper_id)
    return (
        Party(asker.id, asker.given_name or ""),
        Party(helper.id, helper.given_name or ""),
    )
