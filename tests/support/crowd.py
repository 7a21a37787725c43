"""Many members at once, who have all spoken with the bot; made in bulk."""

from community.membership.people.models import (
    Family,
    FamilyState,
    MessengerAccount,
    Person,
    Standing,
)
from deploy.messenger.client import MessengerControl
from tests.support.factories import MESSENGER, Region

_FIRST = 70_000


async def crowd(region: Region, messenger: MessengerControl, count: int) -> list[int]:
    """Their ids in the messenger."""
    ids = list(range(_FIRST, _FIRST + count))
    people = [{"id": id_, "first_name": "Мама", "started_bot": True} for id_ in ids]
    await messenger.load({"people": people})
    async with region.database.write() as session:
        session.add_all(_member(region, number, id_) for number, id_ in enumerate(ids, start=1))
        await session.commit()
    return ids


def _member(region: Region, number: int, external_id: int) -> MessengerAccount:
    district, moment = region.districts[0].id, region.database.clock.now()
    family = Family(
        number=number, district_id=district, state=FamilyState.MEMBER, created_at=moment
    )
    person = Person(
        standing=Standing.MEMBER,
        language="ru",
        district_id=district,
        created_at=moment,
        family=family,
    )
    return MessengerAccount(
        person=person,
        messenger=MESSENGER,
        external_id=str(external_id),
        reachable=True,
        created_at=moment,
    )
