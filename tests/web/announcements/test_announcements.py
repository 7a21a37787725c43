"""The page «Объявления»: writing, the last look, how it goes; nothing typed is ever lost."""

from typing import Any

import pytest

from community.announcements.kinds import (
    AnnouncementState,
    AudienceRole,
    Delivery,
    EventCircle,
)
from community.announcements.models import Announcement
from community.announcements.rules import PURPOSES
from community.chats.kinds import Purpose
from community.core.outbox.models import State
from community.core.pictures import Picture
from community.events.planning.kinds import EventState
from tests.support.announcing import (
    PIXEL,
    as_it_is,
    audience,
    event_in,
    job_turn,
    leader_of,
    sent,
    state_of,
    tomsk,
    written,
)
from tests.support.delivering import Post, deliver
from tests.support.looking import only, recipients, rows
from tests.support.rooms import Rooms
from tests.web.browser import Browser, Page
from tests.web.conftest import Site
from web.view import announcement_words as said

FORM = {
    "title": "Праздник",
    "body": "**Праздник двора** в субботу",
    "role_parents": "on",
    "step": "save",
}


async def put(browser: Browser, path: str, picture: bytes | None = None, **fields: str) -> Page:
    """Send the form as a browser does: with whatever file was chosen."""
    form = {**FORM, **fields, "csrf_token": browser.token}
    files: dict[str, Any] = {"picture": ("p.png", picture, "image/png")} if picture else {}
    files = files or {"picture": ("", b"", "application/octet-stream")}
    response = await browser.client.post(path, data=form, files=files)
    return browser._shown(response)


async def test_an_empty_list_says_what_to_do(light_site: Site) -> None:
    browser = await light_site.as_leader()
    page = await browser.open("/announcements")
    assert "Объявлений пока не было. Напишите первое" in page.text
    assert 'href="/announcements/new"' in page.source
    assert 'href="/announcements" aria-current="page"' in page.source


async def test_written_looked_at_sent_and_watched_to_the_end(site: Site) -> None:
    region, browser = site.region, await site.as_leader()
    people = [await region.member() for _ in range(3)]
    await deliver(region.database)
    await browser.open("/announcements/new")
    page = await put(browser, "/announcements/new", button_label="Сайт", button_url="https://a.b/")
    announcement = await only(region.database, Announcement)
    assert page.path == f"/announcements/{announcement.id}"
    assert "Черновик сохранён" in page.text
    assert "<b>Праздник двора</b> в субботу" in page.source
    assert "Для кого" in page.text
    assert "родители клуба" in page.text

    page = await browser.send(f"{page.path}/preview")
    assert "Отправлено вам в бот" in page.text
    assert len(await recipients(region.database, "announcement.copy")) == 1

    page = await browser.open(f"/announcements/{announcement.id}/send")
    assert "4 человека получат это сейчас" in page.text  # the leader is a parent, too
    assert await state_of(region, announcement) is AnnouncementState.DRAFT
    page = await browser.send(page.path, when="now")
    assert "Рассылка началась" in page.text
    assert "0 из 4" in page.text
    assert 'hx-trigger="every 2s"' in page.source
    assert '<progress class="way" max="4" value="0"' in page.source

    await deliver(region.database)
    assert "4 из 4" in (await browser.open(f"/announcements/{announcement.id}")).text
    await job_turn(region.database)
    page = await browser.open(f"/announcements/{announcement.id}")
    assert "разослано" in page.text
    assert "every 2s" not in page.source
    letters = await recipients(region.database, "announcement.letter")
    assert {one.id for one in people} < set(letters)
    assert "разослано" in (await browser.open("/announcements")).text


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"title": ""}, "Напишите что-нибудь, до 120 знаков"),
        ({"body": ""}, "до 1024 знаков, как их считает мессенджер"),
        ({"body": "ж" * 1025}, "до 1024 знаков, как их считает мессенджер"),
        ({"button_url": "http://a.b/"}, "который начинается с https://"),
        ({"button_url": "https://a.b/", "button_label": ""}, "что стоит на кнопке"),
        ({"button_label": "Сюда"}, "который начинается с https://"),
        ({"event_id": "77"}, "Выберите событие из списка"),
        ({"circle_going": "on"}, "Выберите событие из списка"),
    ],
)
async def test_on_a_mistake_everything_typed_stays(
    light_site: Site, wrong: dict[str, str], sentence: str
) -> None:
    browser = await light_site.as_leader()
    await browser.open("/announcements/new")
    kept = {"urgent": "on", "purpose_district": "on", "district_1": "on"}
    page = await put(browser, "/announcements/new", PIXEL, **kept, **wrong)
    assert page.status == 422
    assert sentence in page.text
    for name in ("urgent", "purpose_district", "district_1", "role_parents"):
        assert f'name="{name}" checked' in page.source, name
    if "body" not in wrong:
        assert "**Праздник двора** в субботу</textarea>" in page.source
    picture = await only(light_site.region.database, Picture)
    assert f'name="picture_id" value="{picture.id}"' in page.source
    assert (await browser.open(f"/announcements/pictures/{picture.id}")).response.content == PIXEL

    again = dict.fromkeys(wrong, "") | {"title": "Праздник", "body": "Слова"}
    for ticked in ("circle_going",):
        again.pop(ticked, None)
    page = await put(
        browser, "/announcements/new", **{**kept, **again, "picture_id": str(picture.id)}
    )
    assert page.status == 200
    announcement = await only(light_site.region.database, Announcement)
    assert announcement.picture_id == picture.id


async def test_nobody_ticked_is_said_beside_the_question(light_site: Site) -> None:
    browser = await light_site.as_leader()
    await browser.open("/announcements/new")
    form = {name: value for name, value in FORM.items() if name != "role_parents"}
    form["csrf_token"] = browser.token
    page = browser._shown(await browser.client.post("/announcements/new", data=form))
    assert page.status == 422
    assert "Отметьте, для кого оно" in page.text


async def test_a_picture_that_is_none_is_said_beside_it(light_site: Site) -> None:
    browser = await light_site.as_leader()
    await browser.open("/announcements/new")
    page = await put(browser, "/announcements/new", b"GIF89a")
    assert page.status == 422
    assert 'id="picture-mistake"' in page.source
    assert "**Праздник двора** в субботу</textarea>" in page.source


async def test_the_preview_beside_the_form_follows_what_is_typed(light_site: Site) -> None:
    browser = await light_site.as_leader()
    await browser.open("/announcements/new")
    page = await put(browser, "/announcements/new", step="preview", body="*тихо*\n\n- раз\n- два")
    assert page.status == 200
    assert "<i>тихо</i>\n\n• раз\n• два" in page.source
    assert "17 из 4096 знаков" in page.text.replace("\xa0", "").replace("4 096", "4096")
    assert await rows(light_site.region.database, Announcement) == []


async def test_a_draft_is_changed_and_its_picture_taken_away(light_site: Site) -> None:
    region = light_site.region
    leader = await leader_of(region)
    browser = await light_site.signed_in(leader)
    announcement = await written(region, leader, picture=PIXEL, urgent=True)
    page = await browser.open(f"/announcements/{announcement.id}/edit")
    assert 'name="urgent" checked' in page.source
    assert f'src="/announcements/pictures/{announcement.picture_id}"' in page.source
    kept = str(announcement.picture_id)
    await put(browser, page.path, title="Другое", picture_id=kept)
    after = await as_it_is(region, announcement)
    assert (after.title, after.picture_id, after.urgent) == (
        "Другое",
        announcement.picture_id,
        False,
    )
    await put(browser, page.path, picture_id=kept, without_picture="on")
    assert (await as_it_is(region, announcement)).picture_id is None


async def test_the_last_look_tells_of_everybody_and_of_chats(site: Site) -> None:
    region = site.region
    leader = await leader_of(region)
    browser = await site.signed_in(leader)
    await region.member()
    await Rooms(region).bound(Purpose.DISTRICT, 0)
    region.clock.advance(tomsk(23) - region.clock.now())
    announcement = await written(
        region,
        leader,
        audience=audience(AudienceRole.PARENTS, purposes=[Purpose.DISTRICT]),
        pins=True,
    )
    page = await browser.open(f"/announcements/{announcement.id}/send")
    assert "У 1 человека сейчас ночь: придёт утром." in page.text
    assert "Появится в 1 чате: Тёплый чат. Там его закрепят." in page.text
    assert "получит это сейчас" not in page.text


async def test_it_is_planned_and_taken_back(light_site: Site) -> None:
    region = light_site.region
    leader = await leader_of(region)
    browser = await light_site.signed_in(leader)
    await region.member()
    announcement = await written(region, leader)
    path = f"/announcements/{announcement.id}"
    await browser.open(f"{path}/send")
    for late in ("2026-03-16T09:59", "вчера", ""):
        page = await browser.send(f"{path}/send", when="later", due_at=late)
        assert page.status == 422
        assert "Выберите время, которое ещё не наступило" in page.text
    page = await browser.send(f"{path}/send", when="later", due_at="2026-03-17T12:00")
    assert "запланировано вт, 17 марта, 12:00" in page.text
    assert (await as_it_is(region, announcement)).due_at == tomsk(12, day=17)
    assert "вт, 17 марта, 12:00" in (await browser.open("/announcements")).text
    page = await browser.send(f"{path}/take-back")
    assert "Это снова черновик" in page.text
    assert await state_of(region, announcement) is AnnouncementState.DRAFT


async def test_it_is_stopped_gone_on_with_and_called_off(light_site: Site) -> None:
    region = light_site.region
    leader = await leader_of(region)
    browser = await light_site.signed_in(leader)
    await region.member()
    announcement = await sent(region, leader)
    path = f"/announcements/{announcement.id}"
    await browser.open(path)
    page = await browser.send(f"{path}/pause")
    assert "приостановлено" in page.text
    assert "every 2s" not in page.source
    assert (await browser.send(f"{path}/pause")).status == 409  # somebody else was faster
    assert "рассылается" in (await browser.send(f"{path}/resume")).text
    page = await browser.open(f"{path}/cancel")
    assert "Больше никто не получит" in page.text
    page = await browser.send(f"{path}/cancel")
    assert "отменено" in page.text
    assert "уже не нужно 1" in page.text
    assert (await browser.open(f"{path}/cancel")).status == 409


async def test_what_is_under_way_is_neither_changed_nor_sent_again(light_site: Site) -> None:
    region = light_site.region
    leader = await leader_of(region)
    browser = await light_site.signed_in(leader)
    await region.member()
    announcement = await sent(region, leader)
    path = f"/announcements/{announcement.id}"
    assert (await browser.open(f"{path}/edit")).status == 409
    assert (await browser.open(f"{path}/send")).status == 409
    await browser.open(path)
    assert (await browser.send(f"{path}/send", when="now")).status == 409


async def test_small_numbers_of_a_district_point_at_nobody(light_site: Site) -> None:
    region = light_site.region
    leader = await leader_of(region)
    browser = await light_site.signed_in(leader)
    blocked = [await region.member("Тайна", "Планета", district=0) for _ in range(2)]
    for _ in range(2):
        await region.member(district=1)
    await deliver(region.database)
    announcement = await sent(region, leader)
    fates = dict.fromkeys((one.id for one in blocked), State.UNREACHABLE)
    post = Post(lambda row: fates.get(row.recipient_id, State.SENT))
    await deliver(region.database, post)
    page = await browser.open(f"/announcements/{announcement.id}")
    assert "заблокировали бота 2" in page.text
    table = page.text.partition("По районам")[2]
    assert "меньше 5" in table
    assert "2" not in table.partition("Для кого")[0]
    assert "Планета" not in page.source


async def test_nobody_to_tell_is_said_instead_of_a_button(light_site: Site) -> None:
    leader = await leader_of(light_site.region)
    browser = await light_site.signed_in(leader)
    announcement = await written(light_site.region, leader)
    path = f"/announcements/{announcement.id}/send"
    page = await browser.open(path)
    assert "Никто не получит" in page.text
    assert "Отправить сейчас" not in page.text
    page = await browser.send(path, when="now")
    assert page.status == 422
    assert "Получать некому" in page.text


async def test_an_event_brings_its_number_and_its_guests(light_site: Site) -> None:
    region = light_site.region
    leader = await leader_of(region)
    browser = await light_site.signed_in(leader)
    event = await event_in(region, leader)
    await event_in(region, leader, code="DRAFT", state=EventState.DRAFT, title="Тайное")
    page = await browser.open(f"/announcements/new?event={event.id}")
    assert f'<option value="{event.id}" selected>Праздник двора' in page.source
    assert "Тайное" not in page.source
    page = await put(
        browser, "/announcements/new", event_id=str(event.id), circle_going="on", body="Ждём!"
    )
    assert "Событие Праздник двора : кто записался" in page.text
    assert "📅 Подробнее и запись" in page.text


async def test_a_picture_is_for_whom_it_was_put_there(light_site: Site) -> None:
    region = light_site.region
    leader, local = await leader_of(region), await leader_of(region, 0)
    announcement = await written(region, leader, picture=PIXEL)
    address = f"/announcements/pictures/{announcement.picture_id}"
    assert (await (await light_site.signed_in(leader)).open(address)).status == 200
    assert (await (await light_site.signed_in(local)).open(address)).status == 404


async def test_a_leader_of_a_district_is_offered_their_own_alone(light_site: Site) -> None:
    browser = await light_site.as_leader(district=0)
    page = await browser.open("/announcements/new")
    assert "purpose_regional" not in page.source
    assert "district_" not in page.source  # there is no choice


async def test_a_strange_address_is_answered_kindly(light_site: Site) -> None:
    browser = await light_site.as_leader()
    for query in ("?page=0", "?page=-1", "?page=abc", "?page=99999999999999999999"):
        assert (await browser.open(f"/announcements{query}")).status == 200
    assert (await browser.open("/announcements/new?event=%00")).status == 200
    assert (await browser.open("/announcements/99999999999999999999")).status == 404


async def test_two_leaders_press_at_once_and_one_is_told(site: Site) -> None:
    region = site.region
    leader = await leader_of(region)
    await region.member()
    announcement = await written(region, leader)
    browsers = [await site.signed_in(one) for one in (leader, await leader_of(region))]
    path = f"/announcements/{announcement.id}/send"
    for browser in browsers:
        await browser.open(path)
    first = await browsers[0].send(path, when="now")
    second = await browsers[1].send(path, when="now")
    assert (first.status, second.status) == (200, 409)
    assert "Кто-то успел раньше" in second.text or "раньше" in second.text
    assert len(await recipients(region.database, "announcement.letter")) == 1


def test_every_code_has_its_words() -> None:
    assert set(said.STATES) == set(said.BADGES) == set(AnnouncementState)
    assert set(said.ROLES) == set(AudienceRole)
    assert set(said.CIRCLES) == set(EventCircle)
    assert set(said.DELIVERIES) == set(said.CHAT_DELIVERIES) == set(Delivery)
    assert set(said.PURPOSES) == set(PURPOSES)
