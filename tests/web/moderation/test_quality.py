"""Quality over time: charts, and the table that says the same."""

from moderation.detect.verdict import Action
from moderation.incidents import deciding
from moderation.incidents.kinds import Decision, ReportReason, Source
from moderation.incidents.reporting import report
from tests.support.factories import SYSTEM, Someone
from tests.support.incidents import Watch
from tests.web.browser import Browser
from tests.web.conftest import Site
from tests.web.moderation.past import decided

QUALITY = "/moderation/quality"


async def test_quality_draws_what_the_table_says(
    leader: Browser, watch: Watch, mother: Someone, site: Site
) -> None:
    await decided(watch, mother, Decision.INNOCENT)
    await decided(watch, await site.region.member(), Decision.RIGHT)
    page = await leader.open(QUALITY)
    assert page.source.count('class="of-overturned"') == 2  # one week's bar, and the legend
    assert "1 (50 %)" in page.text
    assert len(page.source.encode()) < 60_000


async def reported(watch: Watch, author: Someone, by: Someone, decision: Decision) -> None:
    sighting = watch.sighting(author, source=Source.REPORT, action=Action.ALLOW)
    incident = await watch.region.act(by, report, sighting, ReportReason.SPAM)
    async with watch.region.database.write() as session:
        await deciding.decide(session, SYSTEM, incident.id, decision)


async def test_reports_are_shown_right_and_wrong_and_nobody_is_named(
    leader: Browser, watch: Watch, mother: Someone, site: Site
) -> None:
    reporter = await site.region.member("Варвара", "Зоркая", district=0)
    for decision in (Decision.RIGHT, Decision.RIGHT, Decision.INNOCENT):
        await reported(watch, mother, reporter, decision)
    page = await leader.open(QUALITY)
    assert "Жалобы участников" in page.text
    assert "3 2 (67 %)" in page.text
    assert "подтвердилась, 2" in page.text
    assert "не подтвердилась, 1" in page.text
    assert "Варвара" not in page.text
    assert f"№ {reporter.id}" not in page.text


async def test_without_reports_the_page_says_how_members_make_them(leader: Browser) -> None:
    page = await leader.open(QUALITY)
    assert "ответить на сообщение командой /report" in page.text
