"""🕒 Whoever lives by another clock reads times by it, and by which one."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.texts import Texts
from community.membership.people.models import Person
from tests.support.club import TOMSK, Club

NOON = datetime(2026, 3, 17, 5, 0, tzinfo=UTC)  # in Tomsk


@pytest.mark.parametrize(
    ("zone", "shown"),
    [
        (None, "вт, 17 марта, 12:00"),
        ("Asia/Tomsk", "вт, 17 марта, 12:00"),
        ("Asia/Krasnoyarsk", "вт, 17 марта, 12:00"),  # another name of the same clock
        ("Europe/Moscow", "вт, 17 марта, 08:00 по Москве"),
        ("Asia/Kamchatka", "вт, 17 марта, 17:00 по Камчатке"),
        ("Asia/Nowhere", "вт, 17 марта, 12:00"),
    ],
)
def test_a_time_is_shown_by_the_readers_clock(zone: str | None, shown: str) -> None:
    texts = Texts.of(Person(language="ru", zone=zone), TOMSK)

    assert texts.when(NOON) == shown


def test_midnight_is_another_day_elsewhere() -> None:
    late = datetime(2026, 3, 17, 20, 0, tzinfo=UTC)

    assert Texts("ru", TOMSK, TOMSK).when(late) == "ср, 18 марта, 03:00"
    assert (
        Texts("ru", ZoneInfo("Europe/Moscow"), TOMSK).when(late).startswith("вт, 17 марта, 23:00")
    )


async def test_the_clock_is_chosen_in_the_profile_and_back(sqlite_club: Club) -> None:
    club = sqlite_club
    anna = await club.in_messenger(await club.region.member())
    await club.tap(anna, "👤")

    await club.tap(anna, "🕒")
    labels = await club.buttons(anna)
    assert labels[0] == "✓ Как в регионе: 10:00"
    assert labels[2] == "Москва, Петербург: 06:00 (МСК)"
    assert labels[6] == "Томск, Новосибирск: 10:00 (МСК+4)"
    await club.tap(anna, "Москва, Петербург")

    assert "Часовой пояс: Москва, Петербург" in await club.screen(anna)
    await club.tap(anna, "🕒")
    await club.tap(anna, "Как в регионе")
    assert "Часовой пояс" not in await club.screen(anna)
