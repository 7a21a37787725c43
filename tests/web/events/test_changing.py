"""An announced event is changed: who will be told is said before it is saved."""

from datetime import UTC, datetime

from community.events.planning.models import Event
from tests.support.looking import only, queued
from tests.support.season import Season
from tests.web.browser import Browser
from tests.web.events.filling import FULL, filled


async def test_nobody_is_told_of_a_comma(organiser: Browser, season: Season) -> None:
    event = await season.event()
    await season.sign_up(await season.region.member(), event)
    await organiser.open(f"/events/{event.id}/edit")
    form = filled(starts_at="2026-03-23T10:00", ends_at="2026-03-23T13:00", about="Мяч, чай")
    page = await organiser.send(f"/events/{event.id}/edit", **form)
    assert "Записано. Кого это касается" in page.text
    assert (await season.fresh(event)).about == "Мяч, чай"


async def test_a_new_day_is_saved_only_once_it_was_said_who_is_asked(
    organiser: Browser, season: Season
) -> None:
    region = season.region
    event = await season.event(capacity=3)
    for _ in range(2):
        await season.sign_up(await region.member(), event)
    await season.sign_up(await region.member(), event, adults=2)
    await organiser.open(f"/events/{event.id}/edit")
    path, form = f"/events/{event.id}/edit", filled(capacity="3")

    glimpse = await organiser.send(path, **form | {"step": ""})
    assert "2 семьи получат вопрос, придут ли они в новое время." in glimpse.text
    page = await organiser.send(path, **form)
    assert "Прежде чем сохранить" in page.text
    assert "2 семьи получат вопрос, придут ли они в новое время." in page.text
    assert "1 семья из листа ожидания узнает о новом времени." in page.text
    assert (await season.fresh(event)).starts_at == event.starts_at

    agreed = page.source.split('name="agreed" value="')[1].split('"')[0]
    page = await organiser.send(path, **form, agreed=agreed)
    assert page.path == f"/events/{event.id}"
    assert (await season.fresh(event)).starts_at == datetime(2026, 3, 21, 5, tzinfo=UTC)
    assert len(await queued(region.database, "event.moved")) == 3


async def test_agreeing_to_a_place_is_not_agreeing_to_a_day(
    organiser: Browser, season: Season
) -> None:
    event = await season.event()
    await season.sign_up(await season.region.member(), event)
    path = f"/events/{event.id}/edit"
    same = {"starts_at": "2026-03-23T10:00", "ends_at": "2026-03-23T13:00"}
    page = await organiser.send(path, **filled(**same, place="Набережная"))
    assert "1 семья, которая придёт, получит короткое сообщение" in page.text
    agreed = page.source.split('name="agreed" value="')[1].split('"')[0]
    page = await organiser.send(path, **filled(place="Набережная", agreed=agreed))
    assert "получит вопрос, придёт ли она" in page.text
    assert (await season.fresh(event)).place == "Городской парк"


async def test_fewer_seats_than_sign_ups_are_explained_and_not_refused(
    organiser: Browser, season: Season
) -> None:
    event = await season.event(capacity=10)
    await season.sign_up(await season.region.member(), event, adults=2, children=3)
    path = f"/events/{event.id}/edit"
    same = {"starts_at": "2026-03-23T10:00", "ends_at": "2026-03-23T13:00", "capacity": "3"}
    page = await organiser.send(path, **filled(**same))
    assert "Записано на 2 человека больше, чем станет мест. Никто не потеряет" in page.text
    agreed = page.source.split('name="agreed" value="')[1].split('"')[0]
    page = await organiser.send(path, **filled(**same, agreed=agreed))
    assert page.path == f"/events/{event.id}"
    after = await season.fresh(event)
    assert (after.capacity, after.taken) == (3, 5)


async def test_a_question_that_may_be_answered_already_stays(
    organiser: Browser, season: Season
) -> None:
    await organiser.send("/events/new", **FULL)
    event = await only(season.region.database, Event)
    await organiser.send(f"/events/{event.id}/announce")
    page = await organiser.send(
        f"/events/{event.id}/edit", **FULL | {"question_words_0": "", "question_choices_0": ""}
    )
    assert page.status == 422
    assert "вопрос можно переписать или добавить, но не убрать" in page.text


async def test_what_is_announced_is_not_moved_into_the_past(
    organiser: Browser, season: Season
) -> None:
    event = await season.event()
    past = filled(starts_at="2026-03-10T10:00", ends_at="2026-03-10T12:00")
    page = await organiser.send(f"/events/{event.id}/edit", **past)
    assert page.status == 422
    assert "Это время уже прошло" in page.text


async def test_what_is_called_off_is_changed_no_more(organiser: Browser, season: Season) -> None:
    event = await season.event()
    await organiser.send(f"/events/{event.id}/cancel", reason="Дождь")
    page = await organiser.open(f"/events/{event.id}/edit")
    assert page.status == 409
    assert "его можно повторить, но не изменить" in page.text
