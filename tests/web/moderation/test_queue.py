"""The queue and one incident: looking is written down, deciding goes on to the next, undo works."""

import pytest

from community.core.audit import AuditEntry
from moderation.detect.verdict import Action
from moderation.incidents.kinds import Decision, IncidentState, ReportReason, Source, Topic
from moderation.incidents.reporting import report
from moderation.incidents.seeing import media_copied
from tests.support.factories import Someone
from tests.support.incidents import TEXT, Watch
from tests.support.looking import rows
from tests.web.browser import Browser
from tests.web.conftest import Site


async def test_an_empty_queue_says_what_that_means(leader: Browser) -> None:
    page = await leader.open("/moderation")
    assert "Ничего не ждёт." in page.text


async def test_distress_stands_above_spam_and_nobodys_words_stand_in_the_list(
    leader: Browser, watch: Watch, mother: Someone
) -> None:
    await watch.seen(mother)
    await watch.seen(mother, topic=Topic.DISTRESS, action=Action.ALLOW, text="больше не могу")
    page = await leader.open("/moderation")
    assert page.text.index("Кому-то может быть плохо") < page.text.index("Реклама или обман")
    assert TEXT not in page.text
    assert "больше не могу" not in page.text


async def test_opening_an_incident_shows_the_words_and_is_written_down(
    site: Site, leader: Browser, watch: Watch, mother: Someone
) -> None:
    incident = await watch.seen(mother, context=[[499, "Кто завтра в поликлинику?"]])
    page = await leader.open(f"/moderation/incidents/{incident.id}")
    assert TEXT in page.text
    assert "Кто завтра в поликлинику?" in page.text
    assert "написано так, как пишут рекламу и обман" in page.text
    assert "Зорина" not in page.text
    (view,) = await rows(site.region.database, AuditEntry, AuditEntry.tag == "web:incident:view")
    assert (view.subject_id, view.person_id) == (incident.id, mother.id)


async def test_personal_data_are_not_there_to_be_shown(
    leader: Browser, watch: Watch, mother: Someone
) -> None:
    incident = await watch.seen(
        mother,
        topic=Topic.PERSONAL_DATA,
        action=Action.REMOVE,
        reasons=("personal_data.snils",),
        text="СНИЛС Алины 112-233-445 95",
    )
    page = await leader.open(f"/moderation/incidents/{incident.id}")
    assert "Текст не хранится" in page.text
    assert "112-233" not in page.source


async def test_a_decision_goes_on_to_the_next_and_is_undone_from_there(
    leader: Browser, watch: Watch, mother: Someone, site: Site
) -> None:
    other = await site.region.member(district=0)
    first = await watch.seen(mother)
    second = await watch.seen(other)
    await leader.open(f"/moderation/incidents/{first.id}")
    page = await leader.send(f"/moderation/incidents/{first.id}/decision", decision="warn")
    assert page.path.startswith(f"/moderation/incidents/{second.id}?done={first.id}")
    assert f"Решено: случай № {first.id}." in page.text
    assert (await watch.incident(first.id)).decision is Decision.WARN

    page = await leader.send(f"/moderation/incidents/{first.id}/undo")
    assert "Отменено: случай снова ждёт решения." in page.text
    assert (await watch.incident(first.id)).state is IncidentState.OPEN
    (warning,) = await watch.sanctions(first)
    assert warning.lifted_at is not None


async def test_the_last_decision_leads_to_what_was_decided(
    leader: Browser, watch: Watch, mother: Someone
) -> None:
    incident = await watch.seen(mother)
    await leader.open(f"/moderation/incidents/{incident.id}")
    page = await leader.send(f"/moderation/incidents/{incident.id}/decision", decision="right")
    assert page.path.startswith("/moderation/history")
    assert "убрано верно" in page.text


async def test_a_mute_lasts_as_long_as_was_chosen(
    leader: Browser, watch: Watch, mother: Someone
) -> None:
    incident = await watch.seen(mother, topic=Topic.ABUSE)
    await leader.open(f"/moderation/incidents/{incident.id}")
    await leader.send(
        f"/moderation/incidents/{incident.id}/decision", decision="mute", minutes="1440"
    )
    (mute,) = await watch.sanctions(incident)
    assert mute.until is not None
    assert (mute.until - mute.begins_at).days == 1


async def test_of_two_leaders_the_second_hears_that_it_is_decided(
    site: Site, leader: Browser, watch: Watch, mother: Someone
) -> None:
    colleague = await site.as_leader()
    incident = await watch.seen(mother)
    address = f"/moderation/incidents/{incident.id}"
    await leader.open(address)
    await colleague.open(address)
    await leader.send(f"{address}/decision", decision="innocent")
    page = await colleague.send(f"{address}/decision", decision="ban")
    assert page.status == 409
    assert "Другой модератор успел раньше" in page.text
    assert (await watch.incident(incident.id)).decision is Decision.INNOCENT


@pytest.mark.parametrize("sent", [{}, {"decision": "eat"}, {"decision": "mute", "minutes": "x"}])
async def test_a_form_that_makes_no_sense_changes_nothing(
    leader: Browser, watch: Watch, mother: Someone, sent: dict[str, str]
) -> None:
    incident = await watch.seen(mother)
    await leader.open(f"/moderation/incidents/{incident.id}")
    page = await leader.send(f"/moderation/incidents/{incident.id}/decision", **sent)
    assert page.status == 422
    assert (await watch.incident(incident.id)).decision is None


async def test_somebody_in_distress_is_never_offered_a_sanction(
    leader: Browser, watch: Watch, mother: Someone
) -> None:
    incident = await watch.seen(mother, topic=Topic.DISTRESS, action=Action.ALLOW)
    page = await leader.open(f"/moderation/incidents/{incident.id}")
    assert "Человек уже рядом" in page.text
    assert "Заглушить" not in page.text
    page = await leader.send(f"/moderation/incidents/{incident.id}/decision", decision="mute")
    assert page.status == 409
    assert await watch.sanctions(incident) == []


async def test_who_takes_an_incident_in_hand_is_shown(
    leader: Browser, watch: Watch, mother: Someone
) -> None:
    incident = await watch.seen(mother)
    await leader.open(f"/moderation/incidents/{incident.id}")
    await leader.send(f"/moderation/incidents/{incident.id}/take")
    page = await leader.open("/moderation")
    assert "этим уже занимаются" in page.text


async def test_a_leader_of_another_district_finds_nothing(
    site: Site, watch: Watch, mother: Someone
) -> None:
    incident = await watch.seen(mother)
    stranger = await site.as_leader(district=1)
    assert "Ничего не ждёт." in (await stranger.open("/moderation")).text
    assert (await stranger.open(f"/moderation/incidents/{incident.id}")).status == 404


async def test_how_sure_is_told_of_the_bots_own_judgement_and_of_no_rule(
    leader: Browser, watch: Watch, mother: Someone
) -> None:
    judged = await watch.seen(mother)
    by_rule = await watch.seen(mother, source=Source.RULE, topic=Topic.PROBATION)
    assert "Уверенность" in (await leader.open(f"/moderation/incidents/{judged.id}")).text
    assert "Уверенность" not in (await leader.open(f"/moderation/incidents/{by_rule.id}")).text


async def test_what_is_only_a_report_says_so(
    leader: Browser, watch: Watch, mother: Someone
) -> None:
    await watch.seen(
        mother, source=Source.REPORT, action=Action.ALLOW, reasons=(), topic=Topic.OTHER
    )
    assert "пожаловались участники" in (await leader.open("/moderation")).text


async def test_what_was_never_taken_away_is_not_offered_back(
    leader: Browser, watch: Watch, mother: Someone
) -> None:
    reported = await watch.seen(mother, source=Source.REPORT, action=Action.ALLOW)
    page = await leader.open(f"/moderation/incidents/{reported.id}")
    assert "осталось в чате" in page.text.lower()
    assert "Всё в порядке" in page.text
    assert "вернуть" not in page.text


async def test_a_line_says_nothing_twice(leader: Browser, watch: Watch) -> None:
    await watch.seen(
        None,
        topic=Topic.CHANNEL,
        source=Source.RULE,
        action=Action.BAN,
        reasons=("channel.post",),
        channel="-1009990001122",
    )
    page = await leader.open("/moderation")
    assert page.text.lower().count("запись от имени канала") == 1
    assert "по правилу чата" in page.text


async def test_who_reported_is_not_told_on_the_card(
    leader: Browser, watch: Watch, mother: Someone, site: Site
) -> None:
    reporter = await site.region.member(district=0)
    sighting = watch.sighting(mother, source=Source.REPORT, action=Action.ALLOW)
    incident = await site.region.act(reporter, report, sighting, ReportReason.SPAM)
    page = await leader.open(f"/moderation/incidents/{incident.id}")
    assert "Жалоба участник клуба" in page.text
    assert f"№ {reporter.id}" not in page.text


async def test_a_ban_that_would_change_nothing_is_not_offered(
    leader: Browser, watch: Watch, mother: Someone
) -> None:
    posted = {"topic": Topic.CHANNEL, "source": Source.RULE}
    banned = [
        await watch.seen(mother, action=Action.BAN),
        await watch.seen(None, action=Action.BAN, channel="-1009990001122", **posted),
        await watch.seen(None, source=Source.REPORT, action=Action.ALLOW, topic=Topic.OTHER),
    ]
    for incident in banned:
        page = await leader.open(f"/moderation/incidents/{incident.id}")
        assert "Забанить" not in page.text
    free = await watch.seen(None, action=Action.REMOVE, channel="-1009990001133", **posted)
    assert "Забанить" in (await leader.open(f"/moderation/incidents/{free.id}")).text


async def test_of_a_picture_a_copy_is_named_only_while_there_is_one(
    leader: Browser, watch: Watch, mother: Someone
) -> None:
    incident = await watch.seen(mother, text=None, excerpt=None, media="photo")
    address = f"/moderation/incidents/{incident.id}"
    assert "копия есть в чате актива" not in (await leader.open(address)).text
    assert "Фотография или файл" in (await leader.open(address)).text
    async with watch.region.database.write() as session:
        await media_copied(session, (await watch.message(incident)).id, "-100777:5")
    assert "копия есть в чате актива" in (await leader.open(address)).text
