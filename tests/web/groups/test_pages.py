"""Pages of many and long groups are light, and built for every reader."""

import re
from datetime import timedelta

from community.core.actor import Role
from community.selfhelp.care import vacancies
from community.selfhelp.groups import service as groups
from community.selfhelp.groups.kinds import Topic
from tests.support.circles import Circle, plan_of
from tests.web.conftest import Site
from tests.web.test_safety import controls, labelled

_LIGHT = 60_000


async def test_are_light_and_built_for_every_reader(light_site: Site, circle: Circle) -> None:
    region = circle.region
    long = {"title": "Т" * 80, "about": "а" * 600, "topic": Topic.KIN, "online": True}
    for number in range(30):
        facilitator = await region.member()
        await region.grant(facilitator, Role.ACTIVIST, district=number % 5)
        await region.act(circle.leader, groups.found, plan_of(region, **long), facilitator.id)
    for _ in range(3):
        await region.act(await region.member(), groups.propose, plan_of(region, **long))
    region.clock.advance(timedelta(days=14))
    async with region.database.write() as session:
        await vacancies.notice_silent(session)
    browser = await light_site.signed_in(circle.leader)
    card = f"/groups/{circle.group.id}"
    for path in (
        "/groups",
        "/groups/new",
        card,
        f"/groups/{circle.group.id + 31}",
        card + "/close",
    ):
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
