"""Every button of cards, pressed by every role, at home and in a foreign district."""

from dataclasses import dataclass

import pytest

from community.chats.joining import ask_to_join
from community.chats.models import JoinRequest, Purpose, Raid
from community.chats.queries import chat_by_address
from community.core.actor import Role
from community.membership.people.models import MessengerAccount
from community.membership.verification.models import Application, ApplicationState
from tests.support.club import Club
from tests.support.databases import START
from tests.support.factories import MESSENGER, Someone

HELD: dict[str, tuple[Role | None, int | None]] = {
    "stranger": (None, None),
    "parent": (Role.PARENT, None),
    "specialist": (Role.SPECIALIST, None),
    "facilitator": (Role.FACILITATOR, None),
    "methodologist": (Role.METHODOLOGIST, None),
    "admin": (Role.ADMIN, None),
    "activist of another district": (Role.ACTIVIST, 5),
    "leader of another district": (Role.LEADER, 5),
    "activist": (Role.ACTIVIST, 0),
    "leader of the district": (Role.LEADER, 0),
    "leader of the region": (Role.LEADER, None),
}
VOUCH = ("activist", "leader of the district", "leader of the region")
DECIDE = ("leader of the district", "leader of the region")
BIND = ("leader of the region", "admin", "leader of the district")
MAY = {
    "app:{0.application}:yes": VOUCH,
    "app:{0.application}:verify": DECIDE,
    "app:{0.application}:show": VOUCH,
    "raid:{0.raid}:decline": VOUCH,
    "ask:{0.request}:admit": VOUCH,
    "chat:{0.chat}:bind": BIND,
}
REFUSALS = ("Это делаете не вы", "Этого здесь больше нет")


@dataclass
class Scene:
    """An application, a raid and a doubtful request, all in the first district."""

    application: int
    raid: int
    request: int
    chat: int


async def scene(club: Club) -> Scene:
    _, application = await club.region.applicant("Тайна", "Планета", district=0)
    address = await club.chat(Purpose.DISTRICT, district=0, title="Чат-Секрет")
    stranger = await club.region.newcomer(speaks=False)
    async with club.region.database.write() as session:
        chat = await chat_by_address(session, MESSENGER, str(address))
        assert chat is not None
        account = await session.get_one(MessengerAccount, stranger.account_id)
        request = await ask_to_join(session, chat.id, account)
        raid = Raid(chat_id=chat.id, began_at=START)
        session.add(raid)
        await session.commit()
        assert request is not None
        return Scene(application.id, raid.id, request.id, chat.id)


async def someone_with(club: Club, role: Role | None, district: int | None) -> Someone:
    if role is None:
        return await club.region.newcomer()
    if role is Role.PARENT:
        return await club.region.member("Вера", "Ким", district=7)
    if role is Role.FACILITATOR:  # given to parents alone
        return await club.region.holder(role)
    someone = await club.region.newcomer()
    await club.region.grant(someone, role, district=district)
    return someone


@pytest.mark.parametrize(("button", "name"), [(b, name) for b, may in MAY.items() for name in may])
async def test_a_button_works_for_whom_it_is(sqlite_club: Club, button: str, name: str) -> None:
    club = sqlite_club
    arranged = await scene(club)
    user_id = await club.in_messenger(await someone_with(club, *HELD[name]))

    await club.tap_gone(user_id, 1, button.format(arranged))

    words = await club.words(user_id)
    assert not any(sign in words for sign in REFUSALS), words


@pytest.mark.parametrize("name", [name for name in HELD if name != "leader of the region"])
async def test_no_button_works_for_anybody_else(sqlite_club: Club, name: str) -> None:
    club = sqlite_club
    arranged = await scene(club)
    user_id = await club.in_messenger(await someone_with(club, *HELD[name]))

    not_theirs = [button for button, may in MAY.items() if name not in may]
    for pressed, button in enumerate(not_theirs, start=1):
        await club.tap_gone(user_id, 1, button.format(arranged))
        words = await club.words(user_id)
        assert sum(words.count(sign) for sign in REFUSALS) == pressed, (button, words)
        assert "Планета" not in words
        assert "Чат-Секрет" not in words

    async with club.region.database.read() as session:
        application = await session.get_one(Application, arranged.application)
        assert application.state is ApplicationState.OPEN
        assert (await session.get_one(Raid, arranged.raid)).ended_at is None
        assert (await session.get_one(JoinRequest, arranged.request)).decided_by_id is None
