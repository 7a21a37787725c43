"""Who is under a sanction, who appealed, what was taught: within reach, the urgent first."""

from datetime import timedelta

import pytest
from sqlalchemy.orm.exc import DetachedInstanceError

from community.core.errors import NotAllowed
from moderation.incidents.kinds import (
    AppealState,
    Decision,
    LessonState,
    MeasureState,
    SanctionKind,
    Topic,
)
from moderation.incidents.lists import appeals_open, lessons, people_under_sanctions
from moderation.incidents.models import Appeal, Incident, Lesson, Measure, Sanction
from tests.integration.moderation.past import Past
from tests.support.factories import Region, Someone

HOUR = timedelta(hours=1)


async def keep(region: Region, *rows: object) -> None:
    async with region.database.write() as session:
        session.add_all(rows)
        await session.commit()


def sanction(region: Region, incident: Incident, whom: Someone, **columns: object) -> Sanction:
    values: dict[str, object] = {
        "kind": SanctionKind.MUTE,
        "begins_at": region.clock.now(),
        "until": region.clock.now() + HOUR,
    }
    return Sanction(person_id=whom.id, incident_id=incident.id, **values | columns)


def lesson(region: Region, incident: Incident, state: LessonState, by: Someone) -> Lesson:
    return Lesson(
        topic=Topic.SPAM,
        is_bad=True,
        signature=state.value,
        incident_id=incident.id,
        state=state,
        taught_by_id=by.id,
        taught_at=region.clock.now(),
        excerpt="Заработок",
    )


async def test_sanctions_in_force_with_how_many_chats_they_hold_in(
    region: Region, past: Past, mother: Someone, moderator: Someone, outsider: Someone
) -> None:
    incident = await past.incident(mother, Topic.ABUSE, decision=Decision.MUTE)
    mute = sanction(region, incident, mother)
    ban = sanction(region, incident, mother, kind=SanctionKind.BAN, until=None)
    lifted = sanction(region, incident, mother, lifted_at=region.clock.now())
    over = sanction(region, incident, mother, until=region.clock.now())
    await keep(region, mute, ban, lifted, over)
    place = {"chat_id": past.chat.id, "account_id": mother.account_id}
    await keep(region, Measure(sanction_id=mute.id, state=MeasureState.APPLIED, **place))
    await keep(region, Measure(sanction_id=ban.id, state=MeasureState.REFUSED, **place))

    found = await region.look(moderator, people_under_sanctions)

    assert [(line.sanction.id, line.chats, line.refused) for line in found] == [
        (ban.id, 1, 1),
        (mute.id, 1, 0),
    ]
    assert {line.given_name for line in found} == {"Анна"}
    assert await region.look(outsider, people_under_sanctions) == []
    with pytest.raises(NotAllowed):
        await region.look(mother, people_under_sanctions)


async def test_open_appeals_say_who_may_decide_them(
    region: Region,
    past: Past,
    mother: Someone,
    moderator: Someone,
    colleague: Someone,
    outsider: Someone,
) -> None:
    incident = await past.incident(mother, decision=Decision.MUTE, decided_by=moderator)
    answered = await past.incident(mother, decision=Decision.WARN)
    moment = region.clock.now()
    whose = {"person_id": mother.id, "at": moment, "words": "Я никого не обижала"}
    await keep(
        region,
        Appeal(incident_id=incident.id, state=AppealState.OPEN, **whose),
        Appeal(incident_id=answered.id, state=AppealState.REFUSED, decided_at=moment, **whose),
    )

    (by_another,) = await region.look(colleague, appeals_open)
    (by_decider,) = await region.look(moderator, appeals_open)

    assert by_another.incident.id == incident.id
    assert (by_another.may_decide, by_decider.may_decide) == (True, False)
    with pytest.raises(DetachedInstanceError):
        _ = by_another.appeal.words
    assert await region.look(outsider, appeals_open) == []


async def test_lessons_that_wait_for_a_second_word_come_first(
    region: Region, past: Past, mother: Someone, moderator: Someone, outsider: Someone
) -> None:
    incident = await past.incident(mother)
    states = (LessonState.WAITING, LessonState.ACTIVE, LessonState.UNDONE)
    await keep(region, *(lesson(region, incident, state, moderator) for state in states))

    page = await region.look(moderator, lessons)

    assert [line.lesson.state for line in page.rows] == [
        LessonState.WAITING,
        LessonState.UNDONE,
        LessonState.ACTIVE,
    ]
    assert {(line.lesson.excerpt, line.taught_by) for line in page.rows} == {("Заработок", "Вера")}
    second = await region.look(moderator, lessons, page=2, page_size=2)
    assert (second.total, [line.lesson.state for line in second.rows]) == (3, [LessonState.ACTIVE])
    assert (await region.look(outsider, lessons)).total == 0
