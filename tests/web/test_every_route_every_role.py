"""Every route, tried by everyone, in their own district and in another one.

The routes are read from the app itself, so that a new one cannot be forgotten: whoever adds it
says in `who_may_open` who that is, and what its address and form are filled in with.
"""

from dataclasses import dataclass
from datetime import date

import pytest
from fastapi.routing import iter_route_contexts
from sqlalchemy import select, update
from starlette.routing import Mount

from community.chats.models import Chat, JoinRequest
from community.consultations.booking.groups import GroupPlan, plan_group
from community.consultations.schedule import service as schedule
from community.consultations.schedule.models import WorkingHours
from community.consultations.specialists.kinds import Format
from community.consultations.specialists.service import invite
from community.core.actor import Role
from community.core.usecase import use_case
from community.duty import roster
from community.duty.kinds import Half
from community.duty.serving import Turn
from community.membership.districts.queries import district_by_name
from community.membership.invitations import service as invitations
from community.membership.people import queries as people
from community.membership.people.borders import add_border
from community.membership.people.models import Family, Person, RoleGrant
from community.membership.sign_in.service import open_session
from community.relay import service as relay
from community.relay.kinds import Medium
from community.relay.service import Party, Said
from community.selfhelp.groups import service as groups
from moderation.detect.verdict import Action
from moderation.incidents import appealing, deciding
from moderation.incidents.kinds import Decision, Topic
from moderation.incidents.models import Lesson, Sanction
from tests.support.announcing import announced_in
from tests.support.bookshelf import article_in
from tests.support.circles import plan_of
from tests.support.factories import SYSTEM, Region, Someone
from tests.support.incidents import Watch
from tests.support.practice import asked, at, helper
from tests.support.practice import speciality as speciality_id
from tests.support.season import event_in
from tests.web.browser import Browser, Page, login_link
from tests.web.conftest import Site
from tests.web.test_chats import chat, requests
from tests.web.what_there_is import state_of
from tests.web.who_may_open import (
    ADMIN,
    ANSWERED,
    ENDERS,
    FORMS,
    HELPER,
    INSIDE,
    LOCAL,
    OPEN,
    QUERIES,
    RULES,
)

OWN, FOREIGN = 1, 0
# Two that lie beside each of these districts.
NEIGHBOURS = {OWN: ("lugovinsky", "starobrodsky"), FOREIGN: ("svetlorechensk", "ryabinovsky")}
OUTSIDE = (
    "anonymous",
    Role.PARENT,
    Role.CANDIDATE,
    Role.ACTIVIST,
    Role.OFFICER,
    Role.METHODOLOGIST,
)
FOREIGN_NAMES = ("Чужанина", "Чужой чат", "Чужая опека", "чужие слова")


@dataclass
class Place:
    """What a district holds, by the names that addresses use; `numbers` fill in forms."""

    values: dict[str, object]
    number: int
    duplicate: int
    specialist: Someone


async def furnish(
    region: Region, district: int, words: tuple[str, str, str, str], speciality: str
) -> Place:
    """One of everything in a district, with words that nobody of another district may meet.

    Specialists help everywhere; each place has one of another speciality.
    """
    name, title, body, about = words
    mother = await region.member("Мария", name, district=district)
    twin = await region.member("Марья", name, district=district)
    await region.grant(mother, Role.ACTIVIST, district=district)
    _, application = await region.applicant("Инна", name, district=district, about=about)
    room = await chat(region, title, district=district)
    await requests(region, room, 1)
    moderated = await moderation_in(region, room, words=about)
    specialist, practice = await practice_in(region, mother, speciality, words=about)
    place_id = region.districts[district].id
    night = Turn(date(2026, 3, 17), Half.NIGHT, place_id)
    await region.act(SYSTEM, roster.plan, night, mother.id)
    batch = await region.act(
        SYSTEM, invitations.create_batch, district_id=place_id, handed_to=body, count=2, days=30
    )
    async with region.database.read() as session:
        query = select(Family).join(Person, Person.family_id == Family.id)
        family = (await session.scalars(query.where(Person.id == mother.id))).one()
        second = (await session.scalars(query.where(Person.id == twin.id))).one()
        request = select(JoinRequest.id).where(JoinRequest.chat_id == room.id)
        grant = select(RoleGrant.id).where(RoleGrant.person_id == mother.id)
        values: dict[str, object] = {
            "application_id": application.id,
            "family_id": family.id,
            "person_id": mother.id,
            "grant_id": await session.scalar(grant),
            "batch_id": batch.id,
            "invitation_id": 2 * batch.id,
            "chat_id": room.id,
            "request_id": await session.scalar(request),
            "district_id": place_id,
            "code": "rules",
            "number": 1,
            "session_id": 1,
            **moderated,
            **practice,
        }
    values |= await borders_in(region, district, family.id)
    values |= await announced_in(region, district, about)
    values |= await gathering_in(region, district, mother, about)
    assert family.number is not None
    assert second.number is not None
    return Place(values, family.number, second.number, specialist)


async def borders_in(region: Region, district: int, family_id: int) -> dict[str, object]:
    """A district beside this one that the family has added, and another that it could add."""
    async with region.database.read() as session:
        first, second = [await district_by_name(session, code) for code in NEIGHBOURS[district]]
    await region.act(SYSTEM, add_border, family_id, first.id)
    return {"neighbour_id": first.id, "other_neighbour_id": second.id}


async def gathering_in(
    region: Region, district: int, mother: Someone, words: str
) -> dict[str, object]:
    """An event of hers, a group that she wants to lead, and an article."""
    plan = plan_of(region, title=words, about=words, district_id=region.districts[district].id)
    group = await region.act(mother, groups.propose, plan)
    event = await event_in(region, district, mother, words)
    article = await article_in(region, district, mother, words)
    return {**event, **article, "support_group_id": group.id}


async def practice_in(
    region: Region, mother: Someone, speciality: str, *, words: str
) -> tuple[Someone, dict[str, object]]:
    """A specialist with hours, time off, a group, and a request that is offered to them."""
    someone, specialist_id = await helper(region, speciality)
    request = await asked(region, mother, speciality, words=words)
    days_off = at(0, days=30), at(0, days=32)
    off = await region.act(someone, schedule.take_off, specialist_id, *days_off)
    chosen = await speciality_id(region, speciality)
    hours = at(15, days=2), at(16, days=2)
    plan = GroupPlan(chosen, "Вместе", *hours, 8, Format.ONLINE)
    group = await region.act(someone, plan_group, specialist_id, plan)
    candidate, _ = await region.act(SYSTEM, invite, "Нина", [chosen])
    week = select(WorkingHours.id).where(WorkingHours.specialist_id == specialist_id)
    async with region.database.read() as session:
        return someone, {
            "specialist_id": specialist_id,
            "candidate_id": candidate.id,
            "request_id": request.id,
            "time_off_id": off.id,
            "group_id": group.id,
            "hours_id": await session.scalar(week),
            **await talk_of(region, mother, someone, words=words),
        }


async def talk_of(
    region: Region, mother: Someone, helper_: Someone, *, words: str
) -> dict[str, object]:
    """A conversation of the specialist's, in which both have spoken, and a complaint about it."""
    parties = Party(mother.id, "#217"), Party(helper_.id, "Нина")
    async with region.database.write() as session:
        talk = await use_case(relay.open_conversation)(session, *parties)
    said = Said(Medium.TEXT, words, None)
    for by in (mother, helper_):
        message = await region.act(by, relay.say, talk.id, said, once="0")
    complaint = await region.act(mother, relay.complain, talk.id, words)
    return {"talk_id": talk.id, "message_id": message.id, "complaint_id": complaint.id}


async def moderation_in(region: Region, room: Chat, *, words: str) -> dict[str, object]:
    """An incident that waits, a sanction, an appeal, a lesson: each from a message of its own."""
    watch = Watch(region, room)
    told = {"text": words, "excerpt": words}
    waiting = await watch.seen(await region.member(district=OWN), **told)
    muted = await watch.seen(await region.member(district=OWN), topic=Topic.ABUSE, **told)
    spam = await watch.seen(await region.member(district=OWN), **told)
    author = await region.member(district=OWN)
    removed = await watch.seen(author, action=Action.REMOVE, **told)
    async with region.database.write() as session:
        await deciding.decide(session, SYSTEM, muted.id, Decision.MUTE)
        await deciding.decide(session, SYSTEM, spam.id, Decision.RIGHT)
        own = await people.actor_for(session, author.id, "bot")
        appeal = await appealing.appeal(session, own, removed.id, words)
    async with region.database.read() as session:
        sanction = select(Sanction.id).where(Sanction.incident_id == muted.id)
        lesson = select(Lesson.id).where(Lesson.incident_id == spam.id)
        return {
            "incident_id": waiting.id,
            "sanction_id": await session.scalar(sanction),
            "lesson_id": await session.scalar(lesson),
            "appeal_id": appeal.id,
        }


@pytest.fixture
async def places(light_site: Site) -> tuple[Place, Place]:
    """The own and the foreign district."""
    region = light_site.region
    words = ("Своя", "Свой чат", "Своя опека", "свои слова")
    own = await furnish(region, OWN, words, "psychologist")
    names = ("Чужанина", "Чужой чат", "Чужая опека", "чужие слова")
    return own, await furnish(region, FOREIGN, names, "lawyer")


def routes(site: Site) -> tuple[set[str], set[str]]:
    """`METHOD /path` of every route, and the paths where something else is mounted."""
    found, mounted = set(), set()
    for route in iter_route_contexts(site.app.routes):
        found |= {f"{method} {route.path}" for method in route.methods or ()}
        if isinstance(route.original_route, Mount):
            mounted.add(str(route.path))
    return found, mounted


async def try_route(browser: Browser, name: str, place: Place) -> Page:
    method, path = name.split(" ")
    address = path.format(**{key: str(value) for key, value in place.values.items()})
    if method == "GET":
        query = QUERIES.get(path, "").format(**(place.values | {"number": place.duplicate}))
        answer = await browser.client.get(address + query, follow_redirects=False)
        return Page(answer)
    last = next(part for part in reversed(path.split("/")) if "{" not in part and part)
    form = {
        "district_id": str(place.values["district_id"]),
        "number": str(place.duplicate),
        "person": str(place.values["person_id"]),
        "facilitator": str(place.values["person_id"]),
    }
    if last == "borders":
        form["district_id"] = str(place.values["other_neighbour_id"])
    form |= FORMS.get(last, {}) | {"csrf_token": browser.token}
    return Page(await browser.client.post(address, data=form, follow_redirects=False))


async def browser_of(site: Site, role: str, own: Place) -> Browser:
    """Somebody of that role, signed in as far as they can be; the specialist is the own one."""
    region = site.region
    browser = await site.browser()
    if role == "anonymous":
        return browser
    if role in INSIDE:
        someone = own.specialist
        if role != HELPER:
            kind = Role.ADMIN if role == ADMIN else Role.LEADER
            someone = await region.holder(kind, district=OWN if role == LOCAL else None)
        await browser.open(await login_link(region.database, someone))
        await browser.open("/")
        return browser
    await keep_session_of(browser, region, await outsider(region, Role(role)))
    return browser


async def outsider(region: Region, role: Role) -> Someone:
    if role is Role.PARENT:
        return await region.member(district=OWN)
    someone = await region.newcomer()
    if role is not Role.CANDIDATE:
        async with region.database.write() as session:
            where = region.districts[OWN].id if role is Role.ACTIVIST else None
            moment = region.clock.now()
            session.add(
                RoleGrant(person_id=someone.id, role=role, district_id=where, granted_at=moment)
            )
            await session.commit()
    return someone


async def keep_session_of(browser: Browser, region: Region, someone: Someone) -> None:
    """The cookie of somebody who led the club when they signed in, and does no more."""
    await region.grant(someone, Role.LEADER)
    link = await login_link(region.database, someone)
    async with region.database.write() as session:
        secret = await open_session(session, link.removeprefix("/login/"), "?")
    async with region.database.write() as session:
        await session.execute(
            update(RoleGrant)
            .where(RoleGrant.person_id == someone.id, RoleGrant.role == Role.LEADER)
            .values(revoked_at=region.clock.now())
        )
        await session.commit()
    browser.client.cookies.set("club_session", secret)


def test_every_route_says_who_may_open_it(light_site: Site) -> None:
    assert routes(light_site) == (set(RULES) | OPEN, {"/static"})


@pytest.mark.parametrize("role", OUTSIDE)
async def test_outside_there_is_nothing(
    light_site: Site, places: tuple[Place, Place], role: str
) -> None:
    browser = await browser_of(light_site, role, places[0])
    before = await state_of(light_site.region)
    for name in RULES:
        for place in places:
            page = await try_route(browser, name, place)
            assert page.status == 401, name
            assert not any(word in page.source for word in (*FOREIGN_NAMES, "Своя")), name
    assert await state_of(light_site.region) == before


@pytest.mark.parametrize("role", INSIDE)
async def test_inside_the_own_district_is_open_and_the_other_one_is_not(
    light_site: Site, places: tuple[Place, Place], role: str
) -> None:
    own, foreign = places
    browser = await browser_of(light_site, role, own)
    # Reading before writing; what ends the session is tried last, once.
    for name in sorted(RULES.keys() - ENDERS):
        rule = RULES[name]
        page = await try_route(browser, name, foreign)
        closed = role not in rule.roles or rule.closes_foreign(role)
        assert page.status in ({404} if closed else ANSWERED), (name, page.text)
        if role == LOCAL:
            assert not any(word in page.source for word in FOREIGN_NAMES), name
        page = await try_route(browser, name, own)
        assert page.status in (ANSWERED if role in rule.roles else {404}), (name, page.text)
    assert (await try_route(browser, "POST /logout", own)).status == 303


async def test_a_district_leader_changes_nothing_in_the_other_district(
    light_site: Site, places: tuple[Place, Place]
) -> None:
    own, foreign = places
    browser = await browser_of(light_site, LOCAL, own)
    before = await state_of(light_site.region)
    for name, rule in RULES.items():
        if rule.local and name.startswith("POST"):
            await try_route(browser, name, foreign)
    assert await state_of(light_site.region) == before
