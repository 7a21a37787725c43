"""Whoever leads a group and writes in its chat is there (scenario 22)."""

from datetime import datetime, timedelta

from community.chats.models import Chat
from community.core.db import Database
from community.selfhelp.care import vacancies
from community.selfhelp.care.models import LeadVacancy, VacancyEnd
from community.selfhelp.groups.models import GroupLead
from community.selfhelp.groups.presence import seen_in_chats
from tests.support.circles import Circle
from tests.support.factories import MESSENGER, Region, Someone
from tests.support.looking import only
from tests.support.rooms import Rooms
from tests.support.statements import counted

DAY = timedelta(days=1)


async def seen(database: Database, *where: tuple[Chat, Someone]) -> None:
    async with database.write() as session:
        said = {(chat.id, someone.external_id) for chat, someone in where}
        await seen_in_chats(session, MESSENGER, said)


async def active_at(circle: Circle) -> datetime:
    theirs = GroupLead.person_id == circle.facilitator.id
    return (await only(circle.region.database, GroupLead, theirs)).active_at


async def test_a_word_of_the_facilitator_ends_the_worry_about_their_silence(
    region: Region,
) -> None:
    circle = await Circle.of(region)
    chat = await circle.chat()
    region.clock.advance(15 * DAY)
    async with region.database.write() as session:
        assert await vacancies.notice_silent(session) == 1

    await seen(region.database, (chat, circle.facilitator))

    assert await active_at(circle) == region.clock.now()
    assert (await only(region.database, LeadVacancy)).end is VacancyEnd.RETURNED


async def test_a_member_says_nothing_by_it_nor_does_the_facilitator_elsewhere(
    region: Region,
) -> None:
    circle = await Circle.of(region)
    chat, elsewhere = await circle.chat(), await Rooms(region).bound()
    [member] = await circle.joined()
    before = await active_at(circle)
    region.clock.advance(DAY)

    await seen(region.database, (chat, member), (elsewhere, circle.facilitator))

    assert await active_at(circle) == before


async def test_however_many_wrote_it_is_one_statement(region: Region) -> None:
    circle = await Circle.of(region)
    chat = await circle.chat()
    members = await circle.joined(6)
    region.clock.advance(DAY)

    with counted(region.database) as few:
        await seen(region.database, (chat, members[0]))
    with counted(region.database) as many:
        await seen(region.database, *((chat, member) for member in members))

    assert sum("support_group_lead" in statement for statement in many) == 1
    assert len(many) == len(few)
