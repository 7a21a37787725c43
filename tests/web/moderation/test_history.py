"""What was decided: filtered by topic, decision and days of the region, page by page."""

from datetime import timedelta

import pytest

from moderation.incidents.kinds import Decision, Topic
from tests.support.factories import Someone
from tests.support.incidents import TEXT, Watch
from tests.web.browser import Browser, Page
from tests.web.conftest import Site
from tests.web.moderation.past import decided

HISTORY = "/moderation/history"
NEARLY_MIDNIGHT = timedelta(hours=13, minutes=59)  # the clock starts at 10:00 in Tomsk


def shows(page: Page, incident_id: int) -> bool:
    return f'href="/moderation/incidents/{incident_id}"' in page.source


async def test_history_is_filtered_by_topic_and_decision(
    leader: Browser, watch: Watch, mother: Someone, site: Site
) -> None:
    await decided(watch, mother, Decision.RIGHT)
    await decided(watch, await site.region.member(), Decision.WARN, topic=Topic.ABUSE)
    page = await leader.open("/moderation/history?topic=abuse&decision=warn&chat=&page=")
    results = page.source.partition('id="results"')[2]
    assert "предупреждён" in results
    assert "убрано верно" not in results
    page = await leader.open("/moderation/history?topic=nonsense&page=99999999999")
    assert page.status == 200
    assert TEXT not in page.source


async def test_a_history_without_anything_says_so(leader: Browser) -> None:
    assert "решений пока нет" in (await leader.open("/moderation/history")).text


async def test_a_day_lasts_from_midnight_to_midnight_in_the_region(
    leader: Browser, watch: Watch, mother: Someone, site: Site
) -> None:
    site.region.clock.advance(NEARLY_MIDNIGHT)
    monday = await decided(watch, mother, Decision.RIGHT)
    site.region.advance_minutes(1)
    tuesday = await decided(watch, mother, Decision.RIGHT)

    for days, wanted in {
        "first_day=2026-03-16&last_day=2026-03-16": (True, False),
        "first_day=2026-03-17": (False, True),
        "last_day=2026-03-16&first_day=": (True, False),
        "first_day=2026-03-16&last_day=2026-03-17": (True, True),
        "first_day=2026-03-18&last_day=9999-12-31": (False, False),
    }.items():
        page = await leader.open(f"{HISTORY}?{days}")
        assert (shows(page, monday), shows(page, tuesday)) == wanted, days


async def test_days_stay_in_the_fields_and_in_the_links_to_other_pages(
    leader: Browser, watch: Watch, mother: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.pages.moderation.history._SHOWN", 1)
    first = await decided(watch, mother, Decision.RIGHT)
    watch.region.advance_minutes(1)
    await decided(watch, mother, Decision.RIGHT)
    asked = "topic=spam&first_day=2026-03-16&last_day=2026-03-16"
    page = await leader.open(f"{HISTORY}?{asked}&decision=")
    assert 'name="first_day" value="2026-03-16"' in page.source
    further = f"{HISTORY}?{asked}&page=2"
    assert further.replace("&", "&amp;") in page.source
    assert shows(await leader.open(further), first)


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        ("first_day=31.02.2026", "Не получилось прочитать первый день."),
        ("first_day=0001-01-01", "Не получилось прочитать первый день."),
        ("last_day=2026-02-31", "Не получилось прочитать последний день."),
        ("last_day=275760-09-13", "Не получилось прочитать последний день."),
        ("first_day=2026-03-17&last_day=2026-03-16", "Первый день позже последнего."),
    ],
)
async def test_days_that_cannot_be_are_told_and_nothing_is_lost(
    leader: Browser, watch: Watch, mother: Someone, days: str, sentence: str
) -> None:
    await decided(watch, mother, Decision.RIGHT)
    page = await leader.open(f"{HISTORY}?topic=spam&decision=right&{days}")
    assert sentence in page.text
    assert '<option value="spam" selected>' in page.source
    assert '<option value="right" selected>' in page.source
    for day in days.split("&"):
        name, _, typed = day.partition("=")
        assert f'name="{name}" value="{typed}"' in page.source
