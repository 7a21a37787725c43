"""How the two sides of a request are called: no more than the parent has agreed to.

`#217` is the family's public number and `~41` the number of a request of somebody who has none:
the edges have the words for both. A specialist is called by the speciality and a first name.
"""

from sqlalchemy.ext.asyncio import AsyncSession

from community.consultations.requests.kinds import Naming
from community.consultations.requests.models import HelpRequest
from community.consultations.specialists.models import Specialist, Speciality
from community.membership.people import queries as people
from community.membership.people.models import Family
from community.relay.service import Party


async def of(
    session: AsyncSession, request: HelpRequest, specialist: Specialist
) -> tuple[Party, Party]:
    assert specialist.person_id is not None
    speciality = await session.get_one(Speciality, request.speciality_id)
    helper = Party(specialist.person_id, f"{speciality.name} {specialist.alias}")
    return Party(request.person_id, await asker_alias(session, request)), helper


async def asker_alias(session: AsyncSession, request: HelpRequest) -> str:
    """What the specialist sees of whoever asks."""
    person = await people.person(session, request.person_id)
    if request.naming is Naming.FIRST_NAME and person.given_name:
        return person.given_name
    family = await session.get(Family, person.family_id) if person.family_id else None
    return f"#{family.number}" if family is not None and family.number else f"~{request.id}"
