"""Pages of a large event are light, and built for every reader."""

import re

import pytest

from community.events.planning.rules import QuestionPlan, SpeakerPlan
from community.events.signing import wishes
from community.events.signing.kinds import Transport
from tests.support.season import Season
from tests.web.conftest import Site
from tests.web.events.test_guests import begin
from tests.web.test_safety import controls, labelled

_LIGHT = 60_000
_PLACES = ("", "/edit", "/guests", "/guests?page=2", "/guests?show=waiting", "/sheet", "/poster")


@pytest.fixture
async def large(light_site: Site) -> tuple[Season, int]:
    """Long texts, many speakers and questions, and many families who need much."""
    season = await Season.of(light_site.region)
    event = await season.event(
        capacity=90,
        title="Т" * 120,
        about="а" * 900,
        programme="п" * 900,
        speakers=tuple(SpeakerPlan("И" * 40) for _ in range(8)),
        authorities=("Д" * 160, "А" * 160),
        questions=tuple(QuestionPlan("В" * 200, ("а" * 40, "б" * 40, "в" * 40)) for _ in range(5)),
    )
    for number in range(100):
        mother = await season.region.member("Мария", "Седова")
        party = await season.sign_up(mother, event)
        if number % 3 == 0:
            await season.region.act(mother, wishes.say_needs, party.id, "н" * 300)
            await season.region.act(mother, wishes.say_transport, party.id, Transport.OFFERED, 3)
    await begin(season, event)
    return season, event.id


async def test_are_light_and_built_for_every_reader(
    light_site: Site, large: tuple[Season, int]
) -> None:
    season, event_id = large
    browser = await light_site.signed_in(season.organiser)
    pages = [f"/events/{event_id}{place}" for place in _PLACES]
    for path in ("/events", "/events/new", "/events/calendar", "/events/figures", *pages):
        page = await browser.open(path)
        assert page.status == 200, path
        assert len(page.response.content) < _LIGHT, (path, len(page.response.content))
        assert page.source.count("<h1") == 1, path
        ids = re.findall(r' id="([^"]+)"', page.source)
        assert len(ids) == len(set(ids)), path
        assert set(controls(page.source)) <= labelled(page.source), path
        assert not re.search(r"<script(?![^>]* src=)|<style|\sstyle=|\son\w+=", page.source), path
        for head in re.findall(r"<th[ >][^>]*", page.source):
            assert "scope=" in head, (path, head)
        described = re.findall(r'aria-(?:describedby|labelledby)="([^"]+)"', page.source)
        assert {one for many in described for one in many.split()} <= set(ids), path
