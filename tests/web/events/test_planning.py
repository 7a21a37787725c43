"""The editor: a draft is written, changed, looked at before anybody is told."""

from datetime import UTC, datetime

import pytest

from community.core.actor import Role
from community.core.pictures import BYTES_LIMIT, Picture
from community.events.planning.kinds import EventState
from community.events.planning.models import (
    Event,
    EventAuthority,
    EventDistrict,
    EventQuestion,
    EventSpeaker,
)
from tests.support.looking import only, rows
from tests.support.season import Season
from tests.web.browser import Browser, Page
from tests.web.conftest import Site
from tests.web.events.filling import FULL, filled

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 100


async def send_picture(browser: Browser, path: str, content: bytes, **form: str) -> Page:
    form.setdefault("csrf_token", browser.token)
    response = await browser.client.post(
        path, data=form, files={"picture": ("a.png", content, "image/png")}
    )
    return Page(response)


class TestNewEvent:
    async def test_all_that_is_typed_is_kept(self, organiser: Browser, season: Season) -> None:
        database, place = season.region.database, season.region.districts[1]
        page = await organiser.open("/events/new?day=2026-03-21")
        assert 'value="2026-03-21T12:00"' in page.source

        page = await organiser.send("/events/new", **FULL | {f"district_{place.id}": "on"})

        event = await only(database, Event)
        assert page.path == f"/events/{event.id}"
        assert "Черновик сохранён" in page.text
        assert (event.state, event.capacity) == (EventState.DRAFT, 50)
        assert event.starts_at == datetime(2026, 3, 21, 5, tzinfo=UTC)
        assert event.opens_at == datetime(2026, 3, 17, 3, tzinfo=UTC)
        assert (event.aims, event.guests) == (["bonds"], ["core", "families"])
        assert (await only(database, EventDistrict)).district_id == place.id
        speaker = await only(database, EventSpeaker)
        assert (speaker.name, speaker.level) == ("Ольга Ким", "federal")
        authorities = [one.name for one in await rows(database, EventAuthority)]
        assert authorities == ["Департамент семьи", "Администрация района"]
        question = await only(database, EventQuestion)
        assert (question.words, question.choices) == ("Нужен ли обед?", ["да", "нет"])
        for words in ("Ольга Ким, федеральный спикер", "Нужен ли обед?", "Межличностные связи"):
            assert words in page.text
        assert "<strong>мяч</strong>" in page.source

        page = await organiser.open(f"/events/{event.id}/edit")
        for value in ("Ольга Ким", "https://meet.example.org/42", "2026-03-20T18:00", "да\nнет"):
            assert value in page.source

    @pytest.mark.parametrize(
        ("changes", "field", "sentence"),
        [
            ({"title": " "}, "title", "Напишите что-нибудь"),
            ({"ends_at": "2026-03-21T11:00"}, "ends_at", "Конец должен быть позже начала"),
            ({"starts_at": "завтра"}, "starts_at", "Выберите время"),
            ({"starts_at": "9999-01-01T10:00"}, "starts_at", "Выберите время"),
            ({"capacity": "много"}, "capacity", "Целое число"),
            ({"capacity": "0"}, "capacity", "Целое число"),
            ({"link": "http://a.example.org"}, "link", "https://"),
            ({"kind": "party"}, "kind", "Выберите из списка"),
            ({"format": ""}, "format", "Выберите, как"),
            ({"closes_at": "2026-04-21T11:00"}, "closes_at", "Запись закрывается"),
            ({"opens_at": "2026-03-21T13:00"}, "opens_at", "Запись открывается"),
            ({"speaker_name_1": "А", "speaker_skill_1": "999"}, "speakers", "До 20 спикеров"),
            ({"question_words_0": " "}, "questions", "До пяти вопросов"),
            ({"question_words_0": "?", "question_choices_0": "да"}, "questions", "До пяти"),
            ({"district_99999": "on"}, "districts", "Отметьте районы"),
            ({"place": "п" * 300}, "place", "До 200"),
            ({"authorities": "д" * 200}, "authorities", "до 160"),
        ],
    )
    async def test_a_mistake_stands_at_its_field_and_nothing_typed_is_lost(
        self,
        organiser: Browser,
        season: Season,
        changes: dict[str, str],
        field: str,
        sentence: str,
    ) -> None:
        await organiser.open("/events/new")
        page = await organiser.send("/events/new", **FULL | changes)
        assert page.status == 422
        assert f'id="{field}-mistake"' in page.source
        mistake = page.source.split(f'id="{field}-mistake">')[1].split("<")[0]
        assert sentence in mistake
        for name, value in (FULL | changes).items():
            if not name.startswith(("step", "kind", "format", "speaker_skill")) and value != "on":
                assert all(line in page.source for line in value.strip().splitlines()), name
        assert await rows(season.region.database, Event) == []

    async def test_nobody_invited_is_a_mistake(self, organiser: Browser) -> None:
        form = filled()
        del form["guests_families"], form["guests_core"]
        page = await organiser.send("/events/new", **form)
        assert 'id="guests-mistake"' in page.source

    async def test_a_preview_keeps_nothing_and_shows_the_card(
        self, organiser: Browser, season: Season
    ) -> None:
        form = FULL | {"step": "", "title": "Пикник <b>", "ends_at": ""}
        page = await organiser.send("/events/new", **form)
        assert page.status == 200
        preview = page.text.split("Как покажет мессенджер")[1]
        for words in (
            "📅 Пикник <b> Досуг",
            "🕐 день и время",
            "📍 Городской парк",
            "Для кого: семьи клуба, актив; весь регион",
            "Места: 0/50",
            "Запись откроется вт, 17 марта, 10:00",
            "Ольга Ким, федеральный спикер",
            "Департамент семьи, Администрация района",
        ):
            assert words in preview, words
        assert await rows(season.region.database, Event) == []

    @pytest.mark.parametrize(
        "changes",
        [
            {"title": "Пикник\0 у озера"},
            {"title": "=1+1<script>alert(1)</script>"},
            {"capacity": "9" * 40},
            {"speaker_name_0": "А", "speaker_level_0": "worldwide", "speaker_skill_0": "x"},
            {"starts_at": "0001-01-01T00:00"},
            {"about": "я" * 6000},
            {"district_x": "on", "aim_": "on", "guests_nobody": "on"},
            {"step": "save" * 2000},
        ],
    )
    async def test_whatever_is_sent_is_answered(
        self, organiser: Browser, changes: dict[str, str]
    ) -> None:
        page = await organiser.send("/events/new", **filled(**changes))
        assert page.status in (200, 409, 422)
        assert "<script>alert" not in page.source


class TestPicture:
    async def test_a_cover_is_kept_shown_and_taken_away(
        self, organiser: Browser, season: Season
    ) -> None:
        database = season.region.database
        page = await send_picture(organiser, "/events/new", PNG, **filled())
        event, picture = await only(database, Event), await only(database, Picture)
        assert (event.picture_id, picture.mime) == (picture.id, "image/png")
        assert f'src="/events/{event.id}/picture"' in page.source
        shown = await organiser.client.get(f"/events/{event.id}/picture")
        assert (shown.content, shown.headers["content-type"]) == (PNG, "image/png")

        await organiser.open(f"/events/{event.id}/edit")
        await organiser.send(f"/events/{event.id}/edit", **filled(without_picture="on"))
        assert (await season.fresh(event)).picture_id is None
        assert (await organiser.open(f"/events/{event.id}/picture")).status == 404

    @pytest.mark.parametrize(
        "content", [b"GIF89a", b"<svg/>", PNG + b"0" * BYTES_LIMIT], ids=["gif", "svg", "large"]
    )
    async def test_another_kind_or_too_large_a_file_makes_no_event(
        self, organiser: Browser, season: Season, content: bytes
    ) -> None:
        page = await send_picture(organiser, "/events/new", content, **filled())
        assert page.status == 422
        assert "Картинка JPEG или PNG, до 2 МБ." in page.text
        assert await rows(season.region.database, Event) == []

    async def test_a_mistake_elsewhere_asks_for_the_picture_again(self, organiser: Browser) -> None:
        page = await send_picture(organiser, "/events/new", PNG, **filled(title=""))
        assert "Выберите картинку ещё раз" in page.text


class TestReach:
    async def test_a_leader_of_a_district_plans_for_it_alone(
        self, site: Site, season: Season
    ) -> None:
        own, other = season.region.districts[:2]
        browser = await site.as_leader(district=0)
        page = await browser.open("/events/new")
        assert f'name="district_{own.id}" checked' in page.source
        assert f'name="district_{other.id}"' not in page.source
        for chosen in ({}, {f"district_{other.id}": "on"}):
            page = await browser.send("/events/new", **filled(**chosen))
            assert page.status == 422
            assert "Отметьте хотя бы один район, и только из своих." in page.text
        page = await browser.send("/events/new", **filled(**{f"district_{own.id}": "on"}))
        assert "Черновик сохранён" in page.text

    async def test_an_activist_of_the_region_organises_without_figures(
        self, site: Site, season: Season
    ) -> None:
        browser = await site.signed_in(await season.region.holder(Role.ACTIVIST))
        page = await browser.open("/events")
        assert 'href="/events/figures"' not in page.source
        assert (await browser.open("/events/figures")).status == 404
        assert "Черновик сохранён" in (await browser.send("/events/new", **filled())).text
