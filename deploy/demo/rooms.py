"""The chats of the demonstration: what they are for, who is in them, how lively they are."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from community.chats import service as chats
from community.chats.models import Chat, ChatMember, Presence, Purpose
from community.chats.rules import NEEDED_RIGHTS
from community.core.actor import system_actor
from community.membership.districts.models import District
from deploy.demo.cast import Cast, DemoChat, DemoPerson
from deploy.demo.ledger import Ledger
from deploy.demo.past import MESSENGER, Known
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


def fill_rosters(
    ledger: Ledger,
    cast: Cast,
    timeline: Timeline,
    people: Mapping[str, Known],
    rooms: Mapping[str, Chat],
) -> None:
    """Who entered which chat and when; whoever left the club left the regional chat too."""

    def enter(room: Chat, who: Known, presence: Presence, since: datetime) -> None:
        ledger.add(
            ChatMember,
            chat_id=room.id,
            account_id=who.account_id,
            presence=presence,
            since=since,
        )

    for demo in cast.chats:
        after = SETTLED if demo.purpose == "activists" else SIGNING_UP
        for person in members_of(cast, demo):
            who = people[person.key]
            enter(rooms[demo.key], who, Presence.MEMBER, who.since + after)
    for person in cast.of("left"):
        enter(rooms["regional"], people[person.key], Presence.LEFT, timeline.left(person))


async def count_messages(
    session: AsyncSession, cast: Cast, timeline: Timeline, rooms: Mapping[str, Chat]
) -> None:
    counts = {
        (rooms[demo.key].id, day.astimezone(timeline.zone).date()): count
        for place, demo in enumerate(cast.chats)
        for day, count in timeline.liveliness(demo, place).items()
    }
    await chats.add_activity(session, counts)
