"""The chats of the demonstration: what they are for, who is in them, how lively they are."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from community.chats import service as chats
from community.chats.models import Chat, Presence, Purpose
from community.chats.rules import NEEDED_RIGHTS
from community.core.actor import system_actor
from community.membership.districts.models import District
from community.membership.people.models import MessengerAccount
from deploy.demo.arrivals import MESSENGER, Entry
from deploy.demo.cast import Cast, DemoChat, DemoPerson
from deploy.demo.timeline import SETTLED, SIGNING_UP, Timeline

_SYSTEM = system_actor("cli")


async def open_chats(
    session: AsyncSession, cast: Cast, districts: Mapping[str, District]
) -> dict[str, Chat]:
    """The chats by key, bound and with every right the bot needs there."""
    rooms: dict[str, Chat] = {}
    for demo in cast.chats:
        chat = await chats.meet_chat(session, MESSENGER, str(demo.id), demo.title)
        purpose = Purpose(demo.purpose)
        district_id = districts[demo.district].id if demo.district else None
        await chats.bind_chat(session, _SYSTEM, chat.id, purpose, district_id)
        await chats.note_rights(session, chat.id, dict.fromkeys(NEEDED_RIGHTS[purpose], True))
        rooms[demo.key] = chat
    return rooms


def members_of(cast: Cast, demo: DemoChat) -> list[DemoPerson]:
    """Who is in a chat today."""
    match demo.purpose:
        case "regional":
            return cast.of("members")
        case "district":
            return [one for one in cast.of("members") if one.district == demo.district]
        case "activists":
            core = [*cast.roles("leaders"), *cast.roles("activists")]
            return [cast.people[row["person"]] for row in core]
        case _:
            return [one for one in cast.of("staff") if one.more["role"] == "officer"]


def rosters(
    cast: Cast,
    timeline: Timeline,
    arrivals: Mapping[DemoPerson, datetime],
    accounts: Mapping[str, MessengerAccount],
    rooms: Mapping[str, Chat],
) -> Iterator[Entry]:
    """Who entered which chat and when; whoever left the club left the regional chat too."""
    for demo in cast.chats:
        after = SETTLED if demo.purpose == "activists" else SIGNING_UP
        for person in members_of(cast, demo):
            account_id = accounts[person.key].id
            yield rooms[demo.key].id, account_id, Presence.MEMBER, arrivals[person] + after
    for person in cast.of("left"):
        account_id = accounts[person.key].id
        yield rooms["regional"].id, account_id, Presence.LEFT, timeline.left(person)


async def count_messages(
    session: AsyncSession, cast: Cast, timeline: Timeline, rooms: Mapping[str, Chat]
) -> None:
    counts = {
        (rooms[demo.key].id, day.astimezone(timeline.zone).date()): count
        for place, demo in enumerate(cast.chats)
        for day, count in timeline.liveliness(demo, place).items()
    }
    await chats.add_activity(session, counts)
