"""The only leader of a club is told honestly that nobody may decide about them, and what helps."""

from datetime import timedelta

from community.core.actor import Role
from moderation.incidents.deciding import lapse
from tests.support.club import Club
from tests.support.desk import Desk
from tests.support.judging import INSULT


async def pass_time(club: Club, hours: int) -> None:
    club.region.clock.advance(timedelta(hours=hours))
    async with club.region.database.write() as session:
        await lapse(session)
    await club.settle()


async def test_nobody_is_left_to_decide_about_the_only_leader(sqlite_club: Club) -> None:
    desk = await Desk.of(sqlite_club)
    leader = await desk.seated(Role.LEADER, "Ольга", district=None)
    await desk.say(leader, f"Он {INSULT}")

    await pass_time(sqlite_club, 12)

    assert "решить о нём, кроме вас, некому. Назначьте" in await sqlite_club.screen(leader)
    await pass_time(sqlite_club, 12)
    assert "Посмотреть ваше сообщение в «Наш чат» было некому" in await sqlite_club.screen(leader)


async def test_a_second_person_hears_of_it_instead(sqlite_club: Club) -> None:
    desk = await Desk.of(sqlite_club)
    leader = await desk.seated(Role.LEADER, "Ольга", district=None)
    moderator = await desk.moderator("Вера")
    await desk.say(leader, f"Он {INSULT}")

    await pass_time(sqlite_club, 12)

    assert "никто его не посмотрел" in await sqlite_club.screen(moderator)
    await desk.tap(moderator, "вернуть")
    assert await desk.lines() == [f"Ольга:\nОн {INSULT}"]
