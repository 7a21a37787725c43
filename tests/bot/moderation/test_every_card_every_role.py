"""Every button of moderation, pressed by every role, at home and in a foreign district."""

from dataclasses import dataclass

import pytest

from community.core.actor import Role
from moderation.incidents.kinds import AppealState, Decision, IncidentState, LessonState, Topic
from moderation.incidents.models import Appeal, Incident, Lesson, Storm
from tests.support.club import Club
from tests.support.databases import START
from tests.support.desk import Desk
from tests.support.judging import DESPAIR, INSULT
from tests.support.looking import only, rows

OUTSIDERS: list[tuple[str, Role | None, int | None]] = [
    ("parent", None, None),
    ("specialist", Role.SPECIALIST, None),
    ("facilitator", Role.FACILITATOR, None),
    ("methodologist", Role.METHODOLOGIST, None),
    ("officer", Role.OFFICER, None),
    ("admin", Role.ADMIN, None),
    ("activist of another district", Role.ACTIVIST, 5),
    ("leader of another district", Role.LEADER, 5),
]
MODERATORS: list[tuple[str, Role, int | None]] = [
    ("activist", Role.ACTIVIST, 0),
    ("leader of the district", Role.LEADER, 0),
    ("leader of the region", Role.LEADER, None),
]
DECISIONS = [decision for decision in Decision if decision is not Decision.LAPSED]
WORDS = ("Тайна", "Чат-Секрет", INSULT, DESPAIR)
REFUSALS = ("Это делаете не вы", "Этого здесь больше нет")


_STORM_VERBS = ("show", "list", "sure", "right", "innocent", "undo")


@dataclass
class Scene:
    """A removed insult with an appeal, a cry for help, a storm, a lesson that is doubted."""

    insult: int
    distress: int
    appeal: int
    lesson: int
    storm: int

    def buttons(self) -> list[str]:
        verbs = [*DECISIONS, "take", "why", "show", "undo"]
        return [
            *(f"inc:{self.insult}:{verb}" for verb in verbs),
            *(f"inc:{self.distress}:{verb}" for verb in verbs),
            *(f"apl:{self.appeal}:{verb}" for verb in ("show", "grant", "refuse")),
            *(f"les:{self.lesson}:{verb}" for verb in ("show", "confirm", "undo")),
            *(f"storm:{self.storm}:{v}" for v in _STORM_VERBS),
        ]


async def scene(desk: Desk) -> Scene:
    club, database = desk.club, desk.club.region.database
    author = await desk.neighbour("Тайна")
    await desk.say(author, f"Он {INSULT}")
    await club.tap(author, "Не согласен")
    await club.say(author, "Тайна")
    await desk.say(author, f"Я {DESPAIR}")
    insult = await only(database, Incident, Incident.topic == Topic.ABUSE)
    distress = await only(database, Incident, Incident.topic == Topic.DISTRESS)
    appeal = await only(database, Appeal)
    async with database.write() as session:
        lesson = Lesson(
            topic=Topic.SPAM,
            is_bad=True,
            signature="слова",
            incident_id=insult.id,
            state=LessonState.WAITING,
            taught_at=START,
            excerpt="Тайна",
        )
        storm = Storm(chat_id=insult.chat_id, began_at=START, last_at=START)
        session.add_all([lesson, storm])
        await session.commit()
        return Scene(insult.id, distress.id, appeal.id, lesson.id, storm.id)


@pytest.mark.parametrize(("name", "role", "district"), OUTSIDERS, ids=[o[0] for o in OUTSIDERS])
async def test_no_button_works_for_whom_it_is_not(
    sqlite_club: Club, name: str, role: Role | None, district: int | None
) -> None:
    desk = await Desk.of(sqlite_club)
    arranged = await scene(desk)
    outsider = await desk.seated(role, "Зоя", district=district)
    before = len((await sqlite_club.messenger.inbox(outsider))["messages"])

    for pressed, button in enumerate(arranged.buttons(), start=1):
        await sqlite_club.tap_gone(outsider, 1, button)
        messages = (await sqlite_club.messenger.inbox(outsider))["messages"]
        assert len(messages) == before + pressed, button
        assert any(refusal in messages[-1]["text"] for refusal in REFUSALS), button

    said = await sqlite_club.words(outsider)
    assert not any(word in said for word in WORDS)
    incidents = await rows(sqlite_club.region.database, Incident)
    assert {incident.state for incident in incidents} == {IncidentState.OPEN}
    assert (await only(sqlite_club.region.database, Appeal)).state is AppealState.OPEN
    assert (await only(sqlite_club.region.database, Lesson)).state is LessonState.WAITING


@pytest.mark.parametrize(("name", "role", "district"), MODERATORS, ids=[m[0] for m in MODERATORS])
async def test_every_button_works_for_a_moderator(
    sqlite_club: Club, name: str, role: Role, district: int | None
) -> None:
    desk = await Desk.of(sqlite_club)
    arranged = await scene(desk)
    moderator = await desk.seated(role, "Зоя", district=district)

    for button in arranged.buttons():
        await sqlite_club.tap_gone(moderator, 1, button)

    said = await sqlite_club.words(moderator)
    assert not any(refusal in said for refusal in REFUSALS)
    assert (await only(sqlite_club.region.database, Appeal)).state is not AppealState.OPEN
    lesson = await only(sqlite_club.region.database, Lesson, Lesson.id == arranged.lesson)
    assert lesson.state is not LessonState.WAITING


@pytest.mark.parametrize("decision", [Decision.WARN, Decision.MUTE, Decision.BAN, Decision.RIGHT])
async def test_a_forged_tap_cannot_punish_somebody_in_distress(
    sqlite_club: Club, decision: Decision
) -> None:
    desk = await Desk.of(sqlite_club)
    await desk.say(await desk.neighbour(), f"Я {DESPAIR}")
    moderator = await desk.moderator()

    await sqlite_club.tap_gone(moderator, 1, f"inc:{(await desk.incident()).id}:{decision}")

    assert "помогают, а не наказывают" in await sqlite_club.screen(moderator)
    assert await desk.lines() == [f"Я {DESPAIR}"]
