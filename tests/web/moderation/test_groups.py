"""A leader's site says nothing of what was written in a self-help group (decision 018)."""

from community.core.audit import AuditEntry
from moderation.incidents.deciding import decide
from moderation.incidents.kinds import Decision
from moderation.incidents.models import Incident
from tests.support.circles import Circle
from tests.support.factories import Someone
from tests.support.incidents import TEXT, Watch
from tests.support.looking import only
from tests.web.browser import Browser
from tests.web.conftest import Site


async def seen(site: Site) -> tuple[Circle, Incident, Someone]:
    circle = await Circle.of(site.region)
    [mother] = await circle.joined()
    return circle, await Watch(site.region, await circle.chat()).seen(mother), mother


async def test_no_page_of_moderation_shows_it(site: Site, leader: Browser) -> None:
    circle, incident, mother = await seen(site)
    pages = ("", "/history", f"/history?person={mother.id}", "/people", "/lessons", "/quality")
    for decided in (False, True):
        if decided:
            await site.region.act(circle.facilitator, decide, incident.id, Decision.BAN)
        for page in pages:
            shown = await leader.open(f"/moderation{page}")
            assert shown.status == 200, page
            assert TEXT not in shown.text
            assert f"/moderation/incidents/{incident.id}" not in shown.source
        assert (await leader.open(f"/moderation/incidents/{incident.id}")).status == 404

    tag = AuditEntry.tag == "bot:group_sanction:ban"
    assert (await only(site.region.database, AuditEntry, tag)).person_id == mother.id
    log = await leader.open("/audit?about=group_sanction")
    assert "мера в группе" in log.text.lower()
    assert f"№ {mother.id}" not in log.text


async def test_what_is_about_the_lead_stands_there_whole(site: Site, leader: Browser) -> None:
    circle = await Circle.of(site.region)
    incident = await Watch(site.region, await circle.chat()).seen(circle.facilitator)

    page = await leader.open(f"/moderation/incidents/{incident.id}")

    assert (page.status, TEXT in page.text) == (200, True)


async def test_the_rules_of_a_group_say_where_they_come_from(site: Site, leader: Browser) -> None:
    chat = await (await Circle.of(site.region)).chat()

    page = await leader.open(f"/moderation/rules/{chat.id}")

    assert "для групп: только подскажет" in page.text
    assert "для групп: нет" in page.text
    assert "Пустое поле — как для групп" in page.text
