"""Sanctions, appeals, lessons, quality."""

import pytest

from community.membership.people import queries as people
from moderation.detect.verdict import Action
from moderation.incidents import appealing
from moderation.incidents.kinds import AppealState, Decision, LessonState, Topic
from moderation.incidents.models import Appeal, Lesson
from tests.support.factories import Someone
from tests.support.incidents import TEXT, Watch
from tests.support.looking import only, queued
from tests.web.browser import Browser
from tests.web.conftest import Site
from tests.web.moderation.past import decided


async def test_a_sanction_is_lifted_from_the_list(
    leader: Browser, watch: Watch, mother: Someone
) -> None:
    incident_id = await decided(watch, mother, Decision.MUTE, topic=Topic.ABUSE)
    page = await leader.open("/moderation/people")
    assert f"№ {mother.id}" in page.text
    assert "1 чат" in page.text
    (mute,) = await watch.sanctions(await watch.incident(incident_id))
    page = await leader.send(f"/moderation/people/sanctions/{mute.id}/lift")
    assert "Мера снята во всех чатах." in page.text
    assert "Сейчас мер ни к кому нет." in page.text


async def test_everything_that_holds_somebody_is_lifted_at_once(
    leader: Browser, watch: Watch, mother: Someone
) -> None:
    muted = await decided(watch, mother, Decision.MUTE, topic=Topic.ABUSE)
    banned = await decided(watch, mother, Decision.BAN, topic=Topic.SPAM)
    page = await leader.open("/moderation/people")
    assert "Снять все меры" in page.text
    (ban,) = await watch.sanctions(await watch.incident(banned))
    page = await leader.send(f"/moderation/people/sanctions/{ban.id}/lift-all")
    assert "Сейчас мер ни к кому нет." in page.text
    for incident_id in (muted, banned):
        (sanction,) = await watch.sanctions(await watch.incident(incident_id))
        assert sanction.lifted_at is not None
    (word,) = await queued(watch.region.database, "moderation.put_right")
    assert len(word.params["lifted"]) == 2, "told of once, however many there were"


async def test_many_sanctions_are_leafed_through(
    leader: Browser, watch: Watch, mother: Someone, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.pages.moderation.people._SHOWN", 1)
    first = await decided(watch, mother, Decision.WARN)
    site.region.advance_minutes(1)
    second = await decided(watch, await site.region.member(district=0), Decision.WARN)
    newest = await leader.open("/moderation/people")
    assert f"случай № {second}" in newest.text
    assert f"случай № {first}" not in newest.text
    assert "1 из 2" in newest.text
    assert f"случай № {first}" in (await leader.open("/moderation/people?page=2")).text


async def appealed(watch: Watch, author: Someone, words: str) -> int:
    incident = await watch.seen(author, action=Action.REMOVE)
    async with watch.region.database.write() as session:
        actor = await people.actor_for(session, author.id, "bot")
        return (await appealing.appeal(session, actor, incident.id, words)).id


async def test_an_appeal_is_read_and_granted(
    leader: Browser, watch: Watch, mother: Someone, site: Site
) -> None:
    appeal_id = await appealed(watch, mother, "Это была ссылка на расписание автобуса")
    assert "1 автор не согласен с решением" in (await leader.open("/moderation")).text
    page = await leader.open(f"/moderation/appeals/{appeal_id}")
    assert "Это была ссылка на расписание автобуса" in page.text
    assert TEXT in page.text
    page = await leader.send(f"/moderation/appeals/{appeal_id}", answer="grant")
    assert "Всё возвращено" in page.text
    row = await only(site.region.database, Appeal, Appeal.id == appeal_id)
    assert row.state is AppealState.GRANTED
    page = await leader.send(f"/moderation/appeals/{appeal_id}", answer="refuse")
    assert page.status == 409


async def test_whoever_decided_does_not_look_again(
    leader: Browser, watch: Watch, mother: Someone, site: Site
) -> None:
    incident = await watch.seen(mother)
    await leader.open(f"/moderation/incidents/{incident.id}")
    await leader.send(f"/moderation/incidents/{incident.id}/decision", decision="warn")
    async with watch.region.database.write() as session:
        actor = await people.actor_for(session, mother.id, "bot")
        appeal = await appealing.appeal(session, actor, incident.id, "")
    page = await leader.open("/moderation/appeals")
    assert "решали вы: посмотрит другой модератор" in page.text
    assert (
        "Пояснений автор не добавил" in (await leader.open(f"/moderation/appeals/{appeal.id}")).text
    )
    page = await leader.send(f"/moderation/appeals/{appeal.id}", answer="refuse")
    assert "решает кто-то другой" in page.text
    row = await only(site.region.database, Appeal, Appeal.id == appeal.id)
    assert row.state is AppealState.OPEN


async def test_a_lesson_is_unlearned(
    leader: Browser, watch: Watch, mother: Someone, site: Site
) -> None:
    await decided(watch, mother, Decision.RIGHT)
    page = await leader.open("/moderation/lessons")
    assert "реклама или обман" in page.text
    assert TEXT not in page.text
    assert "Забыть" in page.text
    lesson = await only(site.region.database, Lesson, Lesson.is_bad.is_(True))
    page = await leader.send(f"/moderation/lessons/{lesson.id}/undo")
    assert "Бот забыл это" in page.text
    lesson = await only(site.region.database, Lesson, Lesson.id == lesson.id)
    assert lesson.state is LessonState.UNDONE
