"""Chats on the site: health in plain words, what for, waves of requests."""

from sqlalchemy import select

from community.chats import joining, service
from community.chats.models import Chat, ChatState, JoinRequest, Purpose, Raid
from community.core.actor import Role
from community.core.options import Options, save_options
from community.core.outbox.models import OutboxMessage
from community.membership.people import queries as people
from tests.support.factories import MESSENGER, SYSTEM, Region
from tests.web.conftest import Site

ALL_RIGHTS = dict.fromkeys(
    ("can_invite_users", "can_restrict_members", "can_delete_messages", "can_pin_messages"), True
)


async def chat(
    region: Region,
    title: str,
    purpose: Purpose | None = Purpose.DISTRICT,
    *,
    district: int | None = 0,
    rights: dict[str, bool] = ALL_RIGHTS,
) -> Chat:
    async with region.database.write() as session:
        met = await service.meet_chat(session, MESSENGER, f"-100{title}", title)
        await service.note_rights(session, met.id, rights)
        if purpose is not None:
            place = None if district is None else region.districts[district].id
            await service.bind_chat(session, SYSTEM, met.id, purpose, place)
        return met


async def requests(region: Region, to: Chat, count: int, *, speaks: bool = False) -> None:
    for _ in range(count):
        someone = await region.newcomer(speaks=speaks)
        async with region.database.write() as session:
            account = await people.account(session, MESSENGER, someone.external_id)
            assert account is not None
            await joining.ask_to_join(session, to.id, account)


async def test_missing_rights_are_told_in_plain_words_with_the_way_to_grant_them(
    site: Site,
) -> None:
    lame = await chat(site.region, "Родители", rights=ALL_RIGHTS | {"can_delete_messages": False})
    leader = await site.as_leader()
    assert "не хватает прав" in (await leader.open("/chats")).text
    page = await leader.open(f"/chats/{lame.id}")
    assert "Бот не может убрать сообщение с данными ребёнка." in page.text
    assert "Включите: «Удалять сообщения»." in page.text
    assert "Бот не может впускать людей." not in page.text


async def test_a_lost_chat_is_on_the_first_page_with_the_way_back(site: Site) -> None:
    lost = await chat(site.region, "Родители Ольховска")
    async with site.region.database.write() as session:
        await service.note_lost(session, lost.id, "kicked")
    leader = await site.as_leader()
    page = await leader.open("/")
    assert "Родители Ольховска потерян" in page.text
    assert "Назначьте его администратором" in (await leader.open(f"/chats/{lost.id}")).text


async def test_a_group_that_moved_leaves_no_ghost_behind(site: Site) -> None:
    await chat(site.region, "Родители")
    await chat(site.region, "Родители новые", None)
    async with site.region.database.write() as session:
        await service.move_chat(session, MESSENGER, "-100Родители", "-100Родители новые")
    leader = await site.as_leader()
    page = await leader.open("/chats")
    assert "Родители новые" not in page.text
    assert "Всё в порядке" in (await leader.open("/")).text


async def test_a_new_chat_is_bound_and_a_district_chat_wants_its_district(site: Site) -> None:
    fresh = await chat(site.region, "Новый", None)
    leader = await site.as_leader()
    page = await leader.open(f"/chats/{fresh.id}")
    assert "ждёт, для чего этот чат" in page.text
    page = await leader.send(f"/chats/{fresh.id}/bind", purpose="district", district_id="")
    assert page.status == 422
    assert "Выберите район, к которому относится чат" in page.text
    assert '<option value="district" selected>' in page.source

    place = site.region.districts[3]
    page = await leader.send(
        f"/chats/{fresh.id}/bind", purpose="district", district_id=str(place.id)
    )
    assert "бот теперь ведёт этот чат" in page.text
    async with site.region.database.read() as session:
        bound = await session.get_one(Chat, fresh.id)
    assert (bound.state, bound.district_id) == (ChatState.ACTIVE, place.id)


async def test_a_wave_of_strangers_is_declined_after_a_second_thought(site: Site) -> None:
    region = site.region
    async with region.database.write() as session:
        await save_options(session, SYSTEM, Options(raid_threshold=5))
    room = await chat(region, "Родители области", Purpose.REGIONAL, district=None)
    await requests(region, room, 6)
    leader = await site.as_leader()
    assert "Наплыв: бот придерживает заявки" in (await leader.open("/")).text
    page = await leader.open(f"/chats/{room.id}")
    assert "придержано 6 заявок" in page.text

    page = await leader.send(f"/chats/{room.id}/raid", strangers="decline")
    assert "Заявок разобрано: 6" in page.text
    async with region.database.read() as session:
        raid = (await session.scalars(select(Raid))).one()
        declined = select(OutboxMessage).where(OutboxMessage.template == "chats.decline")
        assert len((await session.scalars(declined)).all()) == 6
    assert raid.ended_at is not None
    page = await leader.send(f"/chats/{room.id}/raid", strangers="lead")
    assert page.status == 422
    assert "Наплыв заявок уже закончился" in page.text


async def test_a_request_is_answered_by_hand_without_a_name_on_the_page(site: Site) -> None:
    region = site.region
    room = await chat(region, "Родители")
    await region.applicant("Инна", "Рощина", someone=(asking := await region.newcomer()))
    async with region.database.write() as session:
        account = await people.account(session, MESSENGER, asking.external_id)
        assert account is not None
        request = await joining.ask_to_join(session, room.id, account)
    assert request is not None
    leader = await site.as_leader()
    page = await leader.open(f"/chats/{room.id}")
    assert "Ждёт подтверждения" in page.text
    assert "Рощина" not in page.source

    page = await leader.send(f"/chats/{room.id}/requests/{request.id}", answer="admit")
    assert "бот сейчас ответит" in page.text
    assert "ответ уже отправляется" in page.text
    async with region.database.read() as session:
        stored = await session.get_one(JoinRequest, request.id)
    assert stored.decided_by_id is not None


async def test_an_administrator_keeps_chats_but_answers_no_requests(site: Site) -> None:
    region = site.region
    room = await chat(region, "Родители")
    await requests(region, room, 1)
    admin = await site.signed_in(await region.holder(Role.ADMIN))
    page = await admin.open(f"/chats/{room.id}")
    assert "Для чего этот чат" in page.text
    assert "Отклонить" not in page.text
    assert (await admin.send(f"/chats/{room.id}/requests/1", answer="admit")).status == 404


async def test_a_chat_of_another_district_does_not_exist(site: Site) -> None:
    foreign = await chat(site.region, "Чужой чат", district=0)
    leader = await site.as_leader(district=1)
    assert "Чужой чат" not in (await leader.open("/chats")).text
    assert (await leader.open(f"/chats/{foreign.id}")).status == 404
    place = str(site.region.districts[1].id)
    stolen = await leader.send(f"/chats/{foreign.id}/bind", purpose="district", district_id=place)
    assert stolen.status == 404
