"""A parent finds a group, comes in, sees who is there, leaves quietly (features 30, 32)."""

import pytest

from community.core.actor import Role
from tests.bot.selfhelp.walking import Walk
from tests.support.club import Club


@pytest.mark.both_databases
async def test_three_taps_from_the_menu_and_somebody_is_asked(club: Club) -> None:
    walk = await Walk.of(club)
    _, anna = await walk.comes()

    await club.tap(anna, "🫂 Группы самопомощи")
    await club.tap(anna, "1. Когда дома подросток")
    assert "Ведёт родитель: Вера" in await club.screen(anna)
    await club.tap(anna, "🙋 Попроситься")
    assert "Что сказано в группе, остаётся в группе" in await club.screen(anna)
    assert "увидит ваше имя и район" in await club.screen(anna)
    await club.tap(anna, "✅ Согласен")

    assert "Просьбу передал" in await club.screen(anna)
    assert "Анна" in await club.screen(walk.facilitator)
    await club.tap(walk.facilitator, "✅ Принять")
    assert "Вы в группе «Когда дома подросток»" in await club.words(anna)
    await club.tap(anna, "🫂 Открыть группу")
    await club.tap(anna, "👥 Кто в группе")
    assert "• Вера · ведёт группу" in await club.screen(anna)
    assert "• Анна" in await club.screen(anna)


async def test_the_link_lets_in_at_once_and_a_renewed_one_does_not(sqlite_club: Club) -> None:
    club = sqlite_club
    walk = await Walk.of(club)
    former = (await walk.circle.now()).code
    anna = await walk.comes_in()
    assert "Вы в группе. Добро пожаловать!" in await club.words(anna)
    await walk.desk()
    await club.tap(walk.facilitator, "🔗 Ссылка")
    assert former in await club.screen(walk.facilitator)
    await club.tap(walk.facilitator, "♻️")

    _, boris = await walk.comes("Борис")
    await club.start(boris, f"grp_{former}")

    assert "больше никуда не ведёт" in await club.screen(boris)


async def test_a_stranger_is_shown_the_way_into_the_club(sqlite_club: Club) -> None:
    club = sqlite_club
    walk = await Walk.of(club)
    stranger = await club.newcomer()

    await walk.follows_link(stranger)

    assert "Вас позвали в группу самопомощи" in await club.screen(stranger)
    assert (await club.buttons(stranger))[0] == "🤗 Вступить в клуб"
    assert "подросток" not in await club.words(stranger)


async def test_leaving_is_quiet_and_one_may_come_again(sqlite_club: Club) -> None:
    club = sqlite_club
    walk = await Walk.of(club)
    anna = await walk.comes_in()
    before = await club.words(walk.facilitator)

    await club.tap(anna, "🫂 Открыть группу")
    await club.tap(anna, "🚪 Выйти тихо")
    await club.tap(anna, "🚪 Да")

    assert "Об этом никому не сказано" in await club.screen(anna)
    assert await club.words(walk.facilitator) == before
    await club.tap(anna, "1. Когда дома подросток")
    assert "🙋 Попроситься в группу" in await club.buttons(anna)


async def test_a_full_group_makes_one_wait_and_then_lets_in(sqlite_club: Club) -> None:
    club = sqlite_club
    walk = await Walk.of(club, capacity=3)
    first = await walk.comes_in("Мария")
    for name in ("Олег", "Нина"):
        await walk.comes_in(name)
    late = await walk.comes_in("Пётр")
    assert "все места заняты" in await club.words(late)

    await club.tap(first, "🫂 Открыть группу")
    await club.tap(first, "🚪 Выйти тихо")
    await club.tap(first, "🚪 Да")

    assert "Вы в группе «Когда дома подросток»" in await club.words(late)


async def test_new_words_are_agreed_to_anew(sqlite_club: Club) -> None:
    club = sqlite_club
    walk = await Walk.of(club)
    anna = await walk.comes_in()

    await walk.desk()
    await club.tap(walk.facilitator, "⚙️")
    await club.tap(walk.facilitator, "📜")
    await club.say(walk.facilitator, "**Мы бережны.** И приходим вовремя.")

    assert "изменились общие договорённости" in await club.screen(anna)
    await club.tap(anna, "🫂 Открыть группу")
    await club.tap(anna, "📜 Прочитать и согласиться")
    assert "Мы бережны. И приходим вовремя." in await club.screen(anna)
    await club.tap(anna, "✅ Принимаю")
    assert "Спасибо, что согласились" in await club.screen(anna)


@pytest.mark.parametrize("role", [Role.LEADER, Role.ACTIVIST, Role.SPECIALIST, None])
async def test_nobody_from_outside_gets_anything_out_of_its_buttons(
    sqlite_club: Club, role: Role | None
) -> None:
    """Neither the list, nor the desk, nor anybody's wish to come."""
    club = sqlite_club
    walk = await Walk.of(club)
    await walk.comes_in("Мария")
    _, asking = await walk.comes("Анна")
    await club.say(asking, "/groups")
    await club.tap(asking, "1. Когда дома подросток")
    await club.tap(asking, "🙋")
    await club.tap(asking, "✅")
    outsider = await club.in_messenger(
        await (club.region.holder(role) if role else club.region.member("Иван", "Чужой"))
    )
    group_id = walk.circle.group.id

    for data in (
        f"grp:{group_id}:desk",
        f"grp:{group_id}:take",
        f"grp:{group_id}:here",
        f"grp:{group_id}:down",
        "grpm:2:yes",
        "grpd:1:came",
    ):
        await club.tap_gone(outsider, 1, data)

    words = await club.words(outsider)
    assert "Мария" not in words
    assert "Стол" not in words
    assert "Вы в группе «" not in await club.words(asking)
