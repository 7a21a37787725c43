"""The calendar file and the QR, read by those who read them: a calendar, a camera."""

import io
from typing import Any

import pytest
import zxingcpp
from icalendar import Calendar, Event
from PIL import Image

from community.events.attending.service import check_in_by_code
from community.events.planning import service as planning
from tests.support.club import Club
from tests.support.visiting import Visiting


async def entry(club: Club, visiting: Visiting) -> dict[str, Any]:
    """The one event of the newest calendar file, and what was said under it."""
    file = (await visiting.media(visiting.anna))[-1]
    content = await club.download(file["file_id"])
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    assert isinstance(event, Event)
    assert not event.errors
    return {"name": file["name"], "event": event, "raw": content}


@pytest.mark.both_databases
async def test_the_phone_writes_it_down_and_later_versions_replace_it(club: Club) -> None:
    visiting = await Visiting.of(club)
    event = await visiting.season.event()
    party = await visiting.signs_up(visiting.anna, event)
    await club.tap(visiting.anna, "📅 В календарь")

    first = await entry(club, visiting)
    assert first["name"] == f"event-{event.id}.ics"
    assert str(first["event"]["SUMMARY"]) == "Пикник у озера"
    assert str(first["event"]["LOCATION"]) == "Городской парк"
    assert first["event"]["DTSTART"].dt == event.starts_at
    assert first["event"]["DTEND"].dt == event.ends_at
    assert str(first["event"]["STATUS"]) == "CONFIRMED"
    assert "Анна".encode() not in first["raw"]
    assert "🎟 Пикник у озера" in await club.screen(visiting.anna)
    await visiting.season.change(event, place="Дом культуры")
    await club.settle()
    await club.tap(visiting.anna, "🎟 Ваша запись")
    await club.tap(visiting.anna, "📅 В календарь")
    second = await entry(club, visiting)
    assert second["event"]["UID"] == first["event"]["UID"]
    assert second["event"]["SEQUENCE"] > first["event"]["SEQUENCE"]
    assert str(second["event"]["LOCATION"]) == "Дом культуры"
    await club.region.act(visiting.season.organiser, planning.cancel, event.id, "Дождь")
    await club.settle()
    await club.tap(visiting.anna, "📅 Убрать из календаря")
    third = await entry(club, visiting)
    assert third["event"]["UID"] == first["event"]["UID"]
    assert third["event"]["SEQUENCE"] > second["event"]["SEQUENCE"]
    assert str(third["event"]["STATUS"]) == "CANCELLED"
    assert party.code.encode() not in third["raw"]


async def test_a_camera_reads_from_the_qr_what_lets_the_family_in(club: Club) -> None:
    visiting = await Visiting.of(club)
    event = await visiting.season.event()
    party = await visiting.signs_up(visiting.anna, event)

    await club.tap(visiting.anna, "🎟 Мой QR")

    sent = (await visiting.media(visiting.anna))[-1]
    picture = Image.open(io.BytesIO(await club.download(sent["file_id"])))
    (read,) = zxingcpp.read_barcodes(picture.convert("L"))
    me = await club.app.bot.get_me()
    assert read.text == f"https://t.me/{me.username}?start=in_{party.code}"
    assert "Покажите на входе" in await club.words(visiting.anna)
    club.region.advance_minutes(60 * 24 * 7 - 60)
    code = read.text.partition("in_")[2]
    came = await club.region.act(visiting.season.organiser, check_in_by_code, code)
    assert (came.id, came.came_adults) == (party.id, 1)


async def test_whoever_waits_has_nothing_to_show_at_the_door(sqlite_club: Club) -> None:
    club = sqlite_club
    visiting = await Visiting.of(club)
    event = await visiting.season.event(capacity=1)
    maria = await visiting.comes("Мария")
    await visiting.season.sign_up(visiting.people[maria], event)

    await visiting.signs_up(visiting.anna, event, "⏳")

    assert not any("QR" in label for label in await club.buttons(visiting.anna))
