"""One event: what is known of it, and everything that can be done next."""

import re

from community.core.actor import Role
from community.events.attending.models import EventWord
from community.events.planning.kinds import EventState
from community.events.planning.models import Event, EventMaterial
from community.events.posting.models import EventPost
from tests.support.looking import only, queued, recipients, rows
from tests.support.season import Season
from tests.web.browser import Browser
from tests.web.conftest import Site
from tests.web.test_chats import chat


class TestAnnouncing:
    async def test_a_draft_is_announced_and_posted_in_the_ticked_chats(
        self, organiser: Browser, season: Season
    ) -> None:
        region = season.region
        near, far = await chat(region, "Наш чат"), await chat(region, "Дальний", district=1)
        event = await season.draft(districts=frozenset({region.districts[0].id}))
        page = await organiser.open(f"/events/{event.id}")
        assert "Черновик видят только организаторы." in page.text
        assert "Наш чат" in page.text
        assert "Дальний" not in page.text

        path = f"/events/{event.id}/announce"
        page = await organiser.send(path, pins="on", **{f"chat_{near.id}": "on"})

        assert "Объявлено: семьи могут записаться в боте." in page.text
        assert "Опубликовано: Наш чат." in page.text
        assert (await season.fresh(event)).state is EventState.ANNOUNCED
        post = await only(region.database, EventPost)
        assert (post.chat_id, post.pins) == (near.id, True)
        assert (await organiser.send(path, **{f"chat_{far.id}": "on"})).status == 404

    async def test_what_lies_in_the_past_says_what_to_change(
        self, organiser: Browser, season: Season
    ) -> None:
        event = await season.draft(starts_at=season.at(hours=-2), ends_at=season.at(hours=2))
        page = await organiser.send(f"/events/{event.id}/announce")
        assert page.status == 422
        assert "Это время уже прошло. Сначала выберите будущее." in page.text

    async def test_later_it_is_posted_in_more_chats(
        self, organiser: Browser, season: Season
    ) -> None:
        room, event = await chat(season.region, "Наш чат"), await season.event()
        page = await organiser.send(f"/events/{event.id}/post")
        assert "Отметьте хотя бы один чат." in page.text
        page = await organiser.send(f"/events/{event.id}/post", **{f"chat_{room.id}": "on"})
        assert "Отправляем в чаты." in page.text
        assert len(await queued(season.region.database, "event.post")) == 1

    async def test_a_draft_is_dropped(self, organiser: Browser, season: Season) -> None:
        event = await season.draft()
        page = await organiser.send(f"/events/{event.id}/drop")
        assert "Черновик удалён." in page.text
        assert await rows(season.region.database, Event) == []


class TestCallingOff:
    async def test_the_page_says_how_many_are_told_and_wants_a_reason(
        self, organiser: Browser, season: Season
    ) -> None:
        event = await season.event(capacity=1)
        guests = [await season.region.member() for _ in range(2)]
        for one in guests:
            await season.sign_up(one, event)
        path = f"/events/{event.id}/cancel"
        page = await organiser.open(path)
        assert "2 семьи (идут или ждут места) сразу получат сообщение" in page.text
        page = await organiser.send(path, reason=" ")
        assert page.status == 422
        page = await organiser.send(path, reason="Перекрыта дорога")
        assert "отменено" in page.text
        assert "Перекрыта дорога" in page.text
        told = await recipients(season.region.database, "event.cancelled")
        assert told == sorted(one.id for one in guests)
        assert (await organiser.open(path)).status == 409

    async def test_a_draft_is_not_called_off(self, organiser: Browser, season: Season) -> None:
        event = await season.draft()
        assert (await organiser.open(f"/events/{event.id}/cancel")).status == 409


class TestRepeating:
    async def test_a_copy_for_another_day_opens_in_the_editor(
        self, organiser: Browser, season: Season
    ) -> None:
        event = await season.event(capacity=7)
        page = await organiser.open(f"/events/{event.id}")
        assert 'value="2026-03-30T10:00"' in page.source
        page = await organiser.send(f"/events/{event.id}/clone", again_at="2026-04-04T11:00")
        copy = (await rows(season.region.database, Event))[-1]
        assert page.path == f"/events/{copy.id}/edit"
        assert 'value="2026-04-04T11:00"' in page.source
        assert (copy.state, copy.capacity) == (EventState.DRAFT, 7)
        page = await organiser.send(f"/events/{event.id}/clone", again_at="когда-нибудь")
        assert page.status == 422

    async def test_a_series_stands_on_each_card(self, organiser: Browser, season: Season) -> None:
        event = await season.event()
        path = f"/events/{event.id}/repeat"
        for times, weeks in (("1", "1"), ("3", "9"), ("x", "1")):
            page = await organiser.send(path, times=times, every_weeks=weeks)
            assert page.status == 422
            assert "Целое число" in page.text
        page = await organiser.send(path, times="3", every_weeks="2")
        assert "Серия готова. Добавлено событий: 2." in page.text
        assert "Серия 23.03.2026 , 06.04.2026 , 20.04.2026" in page.text
        states = {one.state for one in await rows(season.region.database, Event)}
        assert states == {EventState.ANNOUNCED}


class TestOrganiser:
    async def test_it_is_handed_over_to_a_colleague(
        self, organiser: Browser, season: Season
    ) -> None:
        activist = await season.region.holder(Role.ACTIVIST, district=1)
        event = await season.event()
        page = await organiser.open(f"/events/{event.id}")
        assert f"Вера · {season.region.districts[1].name}" in page.text
        page = await organiser.send(f"/events/{event.id}/hand-over", organiser="")
        assert "Выберите, кто теперь организует." in page.text
        page = await organiser.send(f"/events/{event.id}/hand-over", organiser=str(activist.id))
        assert "Передано." in page.text
        assert (await season.fresh(event)).organiser_id == activist.id
        parent = await season.region.member()
        page = await organiser.send(f"/events/{event.id}/hand-over", organiser=str(parent.id))
        assert page.status == 404

    async def test_what_nobody_organises_is_taken_over_by_a_tap(
        self, site: Site, season: Season
    ) -> None:
        event = await season.event()
        async with season.region.database.write() as session:
            (await session.get_one(Event, event.id)).organiser_id = None
            await session.commit()
        leader = await site.as_leader()
        assert "без организатора" in (await leader.open(f"/events/{event.id}")).text
        page = await leader.send(f"/events/{event.id}/take-over")
        assert "Теперь организуете вы." in page.text


class TestGuestsAreTold:
    async def test_a_message_goes_to_those_who_were_chosen(
        self, organiser: Browser, season: Season
    ) -> None:
        event = await season.event(capacity=1)
        guest, waiting = await season.region.member(), await season.region.member()
        for one in (guest, waiting):
            await season.sign_up(one, event)
        path = f"/events/{event.id}/say"
        assert (await organiser.send(path, whom="going", words=" ")).status == 422
        page = await organiser.send(path, whom="nobody", words="Возьмите воду")
        assert "Выберите, кому отправить." in page.text
        assert "Возьмите воду" in page.source
        page = await organiser.send(path, whom="waiting", words="Возьмите воду")
        assert "Семей, которые получат: 1." in page.text
        assert await recipients(season.region.database, "event.word") == [waiting.id]
        assert (await only(season.region.database, EventWord)).words == "Возьмите воду"
        assert "Отправлено 1 сообщение" in page.text

    async def test_a_material_is_added_and_taken_away(
        self, organiser: Browser, season: Season
    ) -> None:
        event = await season.event()
        path = f"/events/{event.id}/materials"
        page = await organiser.send(path, material_title="Запись", url="javascript:alert(1)")
        assert "Адрес, который начинается с https://" in page.text
        page = await organiser.send(path, material_title="Запись", url="https://a.example.org/1")
        material = await only(season.region.database, EventMaterial)
        assert material.url in page.text
        await organiser.send(f"{path}/{material.id}/drop")
        assert await rows(season.region.database, EventMaterial) == []


class TestReach:
    async def test_anothers_event_is_read_without_its_guests(
        self, site: Site, season: Season
    ) -> None:
        region = season.region
        event = await season.event(link="https://meet.example.org/1")
        await season.sign_up(await region.member("Мария", "Тайная"), event)
        browser = await site.as_leader(district=0)
        page = await browser.open(f"/events/{event.id}")
        assert "Организует кто-то другой" in page.text
        for words in ("Тайная", "Изменить", "Написать гостям", f"/events/{event.id}/guests"):
            assert words not in page.source
        assert "meet.example.org" not in page.text.split("Как покажет мессенджер")[0]
        for closed in ("guests", "edit", "sheet", "poster", "qr.svg", "cancel"):
            assert (await browser.open(f"/events/{event.id}/{closed}")).status == 404, closed
        for act in ("announce", "say", "close", "mark", "walk-ins", "take-over"):
            page = await browser.send(f"/events/{event.id}/{act}", words="х", whom="going")
            assert page.status == 404, act

    async def test_of_a_foreign_district_there_is_nothing(self, site: Site, season: Season) -> None:
        region = season.region
        event = await season.event(districts=frozenset({region.districts[1].id}))
        browser = await site.as_leader(district=0)
        for place in ("", "/picture", "/summary.xlsx", "/guests", "/edit"):
            assert (await browser.open(f"/events/{event.id}{place}")).status == 404, place
        assert "Пикник" not in (await browser.open("/events")).text

    async def test_a_poster_leads_to_the_event_in_the_bot(
        self, organiser: Browser, season: Season
    ) -> None:
        event = await season.event()
        page = await organiser.open(f"/events/{event.id}/poster")
        assert f"https://t.me/svet_club_bot?start=ev_{event.code}" in page.text
        assert "пн, 23 марта, 10:00–13:00" in page.text
        code = (await organiser.open(f"/events/{event.id}/qr.svg")).response
        assert code.headers["content-type"] == "image/svg+xml"
        assert re.match(rb"<\?xml|<svg", code.content)
        assert (await organiser.open(f"/events/{(await season.draft()).id}/poster")).status == 404
