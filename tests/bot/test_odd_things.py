"""Whatever arrives instead of what was asked for: a kind answer, and nothing that was not meant."""

from typing import Any

import pytest
from sqlalchemy import func, select
from structlog.testing import capture_logs

from community.core.actor import Role
from community.membership.people.queries import active_grants
from community.membership.people.service import revoke_role
from community.membership.verification.models import Vote
from tests.support.club import Club
from tests.support.factories import SYSTEM

FILE: dict[str, Any] = {"file_id": "f", "file_unique_id": "u"}
CARD = {"phone_number": "+79130000000", "first_name": "Тайна"}
STICKER = {**FILE, "type": "regular", "width": 1, "height": 1, "is_animated": False}


class Raw:
    """What a phone can send and the page of the local messenger cannot."""

    def __init__(self, club: Club, user_id: int) -> None:
        self.club = club
        self.user_id = user_id
        self.number = 2 * 10**9

    async def send(self, **content: Any) -> None:
        self.number += 1
        person = {"id": self.user_id, "is_bot": False, "first_name": "—"}
        chat = {"id": self.user_id, "type": "private"}
        message = {"message_id": self.number, "date": 1, "from": person, "chat": chat, **content}
        await self.club.app.handle({"update_id": self.number, "message": message})
        await self.club.settle()


async def at_the_name(club: Club) -> Raw:
    stranger = await club.newcomer()
    await club.start(stranger)
    for label in ("🤗", "✅", "✅", "🏡"):
        await club.tap(stranger, label)
    return Raw(club, stranger)


@pytest.mark.parametrize(
    "content",
    [
        {"sticker": {**STICKER, "is_video": False}},
        {"contact": CARD},
        {"photo": [{**FILE, "width": 1, "height": 1}], "caption": "Анна"},
        {"voice": {**FILE, "duration": 1}},
        {"location": {"latitude": 56.5, "longitude": 85.0}},
        {"poll_of_the_future": {"question": "?"}},
    ],
    ids=lambda content: next(iter(content)),
)
async def test_something_else_than_words_is_answered_and_taken_for_no_name(
    sqlite_club: Club, content: dict[str, Any]
) -> None:
    club = sqlite_club
    raw = await at_the_name(club)
    before = len((await club.messenger.inbox(raw.user_id))["messages"])

    with capture_logs() as logs:
        await raw.send(**content)

    assert len((await club.messenger.inbox(raw.user_id))["messages"]) > before
    assert "Как вас зовут?" in await club.screen(raw.user_id)
    assert logs == []


@pytest.mark.parametrize(
    "name", ["А" * 4096, "<b>Анна</b>", "Ан\u202eна", "\u200b", "Ан\x00на", "👩", "9" * 4096]
)
async def test_what_cannot_be_a_name_is_asked_for_once_more(sqlite_club: Club, name: str) -> None:
    raw = await at_the_name(sqlite_club)

    await raw.send(text=name)

    assert "Не похоже на имя" in await sqlite_club.screen(raw.user_id)


async def test_a_role_taken_back_between_screen_and_answer_decides_nothing(
    sqlite_club: Club,
) -> None:
    club = sqlite_club
    activist = await club.region.holder(Role.ACTIVIST, district=0)
    user_id = await club.in_messenger(activist)
    await club.region.applicant("Тайна", "Планета", district=0)
    await club.settle()
    await club.tap(user_id, "🤔")
    async with club.region.database.write() as session:
        for grant in await active_grants(session, activist.id):
            await revoke_role(session, SYSTEM, grant.id)

    await club.say(user_id, "Не знаю её")

    assert "Это делаете не вы" in await club.words(user_id)
    async with club.region.database.read() as session:
        assert await session.scalar(select(func.count()).select_from(Vote)) == 0
