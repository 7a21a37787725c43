"""What nobody looks at is not forgotten, and a lesson that looks poisoned needs a second word."""

from datetime import timedelta

import pytest

from community.core.actor import Role
from moderation.incidents import deciding
from moderation.incidents.kinds import Decision, LessonState
from moderation.incidents.models import Lesson
from moderation.incidents.teaching import TEACHER
from tests.support.club import Club
from tests.support.desk import Desk
from tests.support.judging import LIKELY_SPAM
from tests.support.looking import only

HELD = f"Есть {LIKELY_SPAM} в школьной столовой"


class Doubtful:
    """A model that finds every lesson strange."""

    def features(self, text: str, *, is_bad: bool) -> bytes:
        return text.encode()

    def is_suspicious(self, text: str, *, is_bad: bool) -> bool:
        return True


async def hours_pass(club: Club, hours: int) -> None:
    """The hourly work is done as well."""
    club.region.clock.advance(timedelta(hours=hours))
    async with club.region.database.write() as session:
        await deciding.lapse(session)
    await club.settle()


@pytest.mark.both_databases
async def test_leaders_hear_of_what_waits_for_half_a_day_and_the_author_when_it_is_late(
    club: Club,
) -> None:
    desk = await Desk.of(club)
    leader, author = await desk.seated(Role.LEADER, "Ольга"), await desk.neighbour()
    await desk.say(author, HELD)

    await hours_pass(club, 12)
    assert "никто его не посмотрел" in await club.screen(leader)
    await club.tap(leader, "👀")
    assert HELD in await club.screen(leader)
    await hours_pass(club, 12)

    assert "Это наша вина, простите" in await club.screen(author)
    card = await desk.card()
    assert "никто не успел посмотреть" in card
    assert await desk.buttons() == []
    assert (await desk.incident()).decision is Decision.LAPSED


async def test_a_doubtful_lesson_waits_for_a_second_moderator(club: Club) -> None:
    club.region.database.provide(TEACHER, Doubtful())
    desk = await Desk.of(club)
    first, second = await desk.moderator("Вера"), await desk.moderator("Зоя")
    await desk.say(await desk.neighbour(), HELD)

    await desk.tap(first, "✅")

    doubt = (await desk.cards())[-1]
    assert "назван рекламой или обманом (Вера)" in doubt
    assert HELD in doubt
    assert "Нужно слово другого человека" in await desk.tap(first, "Да, запомнить")
    await desk.tap(second, "Да, запомнить")
    assert "Запомнил" in (await desk.cards())[-1]
    assert (await only(club.region.database, Lesson)).state is LessonState.ACTIVE


async def test_a_doubtful_lesson_is_in_the_list_of_others_and_can_be_dropped(
    sqlite_club: Club,
) -> None:
    sqlite_club.region.database.provide(TEACHER, Doubtful())
    desk = await Desk.of(sqlite_club)
    first, second = await desk.moderator("Вера"), await desk.moderator("Зоя")
    await desk.say(await desk.neighbour(), HELD)
    await desk.tap(first, "вернуть")

    await sqlite_club.say(first, "/moderation")
    assert "Никто не ждёт" in await sqlite_club.screen(first)
    await sqlite_club.say(second, "/moderation")
    assert "1 сомнительный пример" in await sqlite_club.screen(second)
    await sqlite_club.tap(second, "🎓")
    assert "всё в порядке (Вера)" in await sqlite_club.screen(second)
    await sqlite_club.tap(second, "Не запоминать")

    assert "Не запомнил" in await sqlite_club.screen(second)
    assert (await only(sqlite_club.region.database, Lesson)).state is LessonState.UNDONE
