"""🔔 How somebody wants to hear of announcements, and the letter of the week."""

import pytest

from bot.features.privacy.export import as_text, collect
from bot.texts import Texts
from community.announcements import sending
from community.announcements.hearing import hearing_of
from community.announcements.kinds import Delivery, Hearing
from tests.support.announcing import counts_of, job_turn, leader_of, sent, tomsk
from tests.support.club import Club
from tests.support.factories import Someone

FRIDAY = 20


async def mother_in(club: Club) -> tuple[Someone, int]:
    mother = await club.region.member()
    return mother, await club.in_messenger(mother, "Анна")


async def chosen(club: Club, someone: Someone) -> Hearing:
    async with club.region.database.read() as session:
        return await hearing_of(session, someone.id)


async def choose(club: Club, user_id: int, label: str) -> None:
    await club.say(user_id, "/profile")
    await club.tap(user_id, "🔔")
    await club.tap(user_id, label)


async def friday_evening(club: Club) -> None:
    club.region.clock.advance(tomsk(18, day=FRIDAY) - club.region.clock.now())
    await job_turn(club.region.database)
    await club.settle()


@pytest.mark.both_databases
async def test_each_choice_is_explained_in_a_line_and_kept(club: Club) -> None:
    mother, hers = await mother_in(club)
    await choose(club, hers, "Раз в неделю")
    screen = await club.screen(hers)
    for words in ("ночью только срочные", "в пятницу после 18:00", "даже срочное"):
        assert words in screen
    assert "✓ Раз в неделю, подборкой" in await club.buttons(hers)
    assert await chosen(club, mother) is Hearing.WEEKLY
    await club.tap(hers, "Не присылать")
    assert await chosen(club, mother) is Hearing.NEVER
    await club.tap(hers, "Сразу")
    assert await chosen(club, mother) is Hearing.AT_ONCE
    await club.tap(hers, "⬅️")
    assert "Профиль" in await club.screen(hers)


async def test_a_stranger_has_no_such_button(sqlite_club: Club) -> None:
    user_id = await sqlite_club.newcomer()
    await sqlite_club.start(user_id)
    await sqlite_club.say(user_id, "/profile")
    assert not any("🔔" in label for label in await sqlite_club.buttons(user_id))


async def test_the_week_comes_in_short_and_each_can_be_read_whole(club: Club) -> None:
    leader = await leader_of(club.region)
    _, hers = await mother_in(club)
    await choose(club, hers, "Раз в неделю")
    long = "**Субботник** в парке. " + "Берём перчатки и хорошее настроение. " * 20
    await sent(club.region, leader)
    second = await sent(club.region, leader, body=long)
    await club.settle()
    assert "Субботник" not in await club.words(hers)

    await friday_evening(club)
    letter = await club.screen(hers)
    assert letter.startswith("🔔 Неделя клуба\n\n1. Праздник двора в субботу в 12:00. Приходите")
    assert "2. Субботник в парке. Берём" in letter
    assert len(letter) < 500
    assert await club.buttons(hers) == ["1", "2"]

    await club.tap(hers, "2")
    assert (await club.screen(hers)).count("перчатки") == 20
    await job_turn(club.region.database)
    assert await counts_of(club.region, second) == {Delivery.DELIVERED: 1}


async def test_a_single_one_has_one_button(sqlite_club: Club) -> None:
    club = sqlite_club
    leader = await leader_of(club.region)
    _, hers = await mother_in(club)
    await choose(club, hers, "Раз в неделю")
    await sent(club.region, leader)
    await friday_evening(club)
    assert await club.buttons(hers) == ["📖 Прочесть целиком"]
    assert "номер" not in await club.screen(hers)


async def test_of_a_busy_week_twenty_are_shown(sqlite_club: Club) -> None:
    club = sqlite_club
    leader = await leader_of(club.region)
    _, hers = await mother_in(club)
    await choose(club, hers, "Раз в неделю")
    for _ in range(22):
        await sent(club.region, leader, body="Ёлка! " * 300)
    await friday_evening(club)
    letter = await club.screen(hers)
    assert "20. Ёлка!" in letter
    assert "И ещё 2." in letter
    assert len(await club.buttons(hers)) == 20


async def test_whoever_wants_nothing_any_more_gets_no_letter(club: Club) -> None:
    leader = await leader_of(club.region)
    _, hers = await mother_in(club)
    await choose(club, hers, "Раз в неделю")
    announcement = await sent(club.region, leader)
    await choose(club, hers, "Не присылать")
    before = await club.words(hers)
    await friday_evening(club)
    assert await club.words(hers) == before
    await job_turn(club.region.database)
    assert await counts_of(club.region, announcement) == {Delivery.SKIPPED: 1}


async def test_what_waits_for_the_morning_is_not_sent_to_whom_it_is_unwelcome(club: Club) -> None:
    clock = club.region.clock
    leader = await leader_of(club.region)
    _, hers = await mother_in(club)
    clock.advance(tomsk(23) - clock.now())
    await sent(club.region, leader)
    await choose(club, hers, "Не присылать")
    clock.advance(tomsk(9, day=17) - clock.now())
    await club.settle()
    assert "Праздник" not in await club.words(hers)


@pytest.mark.parametrize("role", ["stranger", "another mother", "whoever it was called off for"])
async def test_nobody_reads_what_was_not_for_them(sqlite_club: Club, role: str) -> None:
    club = sqlite_club
    leader = await leader_of(club.region, 0)
    _, hers = await mother_in(club)
    await choose(club, hers, "Раз в неделю")
    await club.region.member()  # so that it is under way when it is called off
    announcement = await sent(club.region, leader)
    if role == "whoever it was called off for":
        await club.region.act(leader, sending.cancel, announcement.id)
        user_id = hers
    elif role == "stranger":
        user_id = await club.newcomer()
        await club.start(user_id)
    else:
        neighbour = await club.region.member(district=1)
        user_id = await club.in_messenger(neighbour)
    await club.tap_gone(user_id, 1, f"announcement:{announcement.id}:read")
    words = await club.words(user_id)
    assert "Этого здесь больше нет" in words
    assert "Праздник" not in words


async def test_a_copy_of_ones_data_tells_of_announcements(sqlite_club: Club) -> None:
    club = sqlite_club
    leader = await leader_of(club.region)
    mother, hers = await mother_in(club)
    await sent(club.region, leader)
    await choose(club, hers, "Раз в неделю")
    actor = await club.region.actor(mother)
    async with club.region.database.read() as session:
        collected = await collect(session, actor, "ru")
    words = as_text(collected, Texts("ru", club.context.zone)).decode()
    assert "объявления: раз в неделю, подборкой" in words
    section = words.partition("ОБЪЯВЛЕНИЯ ДЛЯ МЕНЯ")[2]
    assert "16 марта 2026; начинается так: Праздник двора в субботу в 12:00." in section
