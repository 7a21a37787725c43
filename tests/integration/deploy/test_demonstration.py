"""The demonstration region: the same people in the club and in the messenger."""

from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from community.chats.models import Chat, ChatDay, ChatMember
from community.chats.queries import chats_overview
from community.chats.rules import PRESENT
from community.consultations.booking.models import Consultation
from community.consultations.requests.models import HelpRequest, RequestState
from community.core.clock import ManualClock
from community.core.db import Database
from community.core.outbox.models import OutboxMessage
from community.core.settings import Settings, load_settings
from community.events.planning.models import Event, EventState
from community.events.signing.models import EventParty, PartyState
from community.membership.districts.models import District
from community.membership.districts.queries import active_districts
from community.membership.documents.models import Acceptance
from community.membership.documents.queries import still_to_accept
from community.membership.people import queries as people
from community.membership.people.families import (
    FamilyFilter,
    member_families,
    page_of_families,
)
from community.membership.people.models import Family, MessengerAccount, Person, Standing
from community.membership.verification import service as verification
from community.membership.verification.models import Application, ApplicationState, Via
from community.membership.verification.queries import waiting
from deploy.commands import demo
from deploy.demo import club
from deploy.demo.cast import Cast
from deploy.demo.seeding import seed
from deploy.demo.stage import snapshot
from deploy.demo.timeline import Timeline
from deploy.errors import CommandError
from deploy.messenger.client import MessengerControl
from deploy.messenger.config import MessengerConfig
from deploy.messenger.server import running_messenger
from tests.integration.deploy.conftest import settings_of
from tests.support.databases import START, PostgresMaker, SqliteMaker
from tests.support.factories import SYSTEM, Region

CAST = Cast()
TIMELINE = Timeline(START, ZoneInfo("Asia/Tomsk"))


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
async def filled(
    request: pytest.FixtureRequest, sqlite_maker: SqliteMaker, postgres_maker: PostgresMaker
) -> AsyncIterator[Database]:
    """The region once for all tests here, which only look at it or add to its end."""
    maker = sqlite_maker if request.param == "sqlite" else postgres_maker
    async for database in maker.fresh():
        clock = database.clock
        assert isinstance(clock, ManualClock)
        clock.advance(TIMELINE.beginning - START)
        await club.fill(database, CAST, TIMELINE)
        yield database


async def test_the_region_is_as_large_as_promised(filled: Database) -> None:
    async with filled.read() as session:
        assert await member_families(session) == 140
        standings = Counter(await session.scalars(select(Person.standing)))
        ways = set(await session.scalars(select(Application.via)))
        months = Counter(
            moment.strftime("%Y-%m")
            for moment in await session.scalars(select(Family.verified_at))
            if moment
        )
    assert standings[Standing.MEMBER] == len(CAST.of("members"))
    assert standings[Standing.CANDIDATE] == 6
    assert standings[Standing.ERASED] == len(CAST.of("left"))
    assert ways == {*Via, None}
    assert len(months) >= 14
    assert max(months) <= "2026-03"


async def test_everybody_consented_before_joining(filled: Database) -> None:
    async with filled.read() as session:
        for person_id in await session.scalars(
            select(Person.id).where(Person.standing == Standing.MEMBER)
        ):
            assert await still_to_accept(session, person_id) == []
        accepted = select(func.min(Acceptance.accepted_at)).where(Acceptance.person_id == Person.id)
        too_late = select(func.count()).where(
            Person.verified_at < accepted.scalar_subquery(), Person.standing == Standing.MEMBER
        )
        assert await session.scalar(too_late) == 0


async def test_five_wait_one_of_them_for_a_leader(filled: Database) -> None:
    async with filled.read() as session:
        states = Counter(row.state for row in await waiting(session, SYSTEM))
        queued = Counter(await session.scalars(select(OutboxMessage.template)))
    assert states == {ApplicationState.DISPUTED: 1, ApplicationState.OPEN: 4}
    assert queued["application.card"] > 0  # the bot will bring the cards when it starts
    assert not any(template.startswith("chats.") for template in queued)


async def test_personas_may_what_their_story_says(filled: Database) -> None:
    async def roles(persona: str) -> set[tuple[str, bool]]:
        async with filled.read() as session:
            number = str(CAST.persona(persona).id)
            account = await people.account(session, "telegram", number)
            assert account is not None
            actor = await people.actor_for(session, account.person_id, "bot")
            return {(grant.role.value, grant.district_id is None) for grant in actor.grants}

    assert await roles("leader") == {("leader", True), ("parent", False)}
    assert await roles("leader_district") == {("leader", False), ("parent", False)}
    assert await roles("activist") == {("activist", False), ("parent", False)}
    assert await roles("admin") == {("admin", True)}
    assert await roles("specialist") == {("specialist", True)}
    async with filled.read() as session:
        stranger = str(CAST.persona("stranger").id)
        assert await people.account(session, "telegram", stranger) is None


async def test_three_ask_for_help_and_one_meets_her_psychologist_soon(filled: Database) -> None:
    async with filled.read() as session:
        persona = await people.account(session, "telegram", str(CAST.persona("specialist").id))
        assert persona is not None
        requests = await session.scalars(
            select(HelpRequest).where(HelpRequest.state != RequestState.CLOSED)
        )
        states = {row.state: row for row in requests}
        meeting = (await session.scalars(select(Consultation))).one()
        past = await session.scalar(select(func.count()).where(HelpRequest.rating.is_not(None)))
    taken = states[RequestState.TAKEN]
    assert set(states) == {RequestState.TAKEN, RequestState.OFFERED, RequestState.WAITING}
    assert taken.responsible_id == persona.person_id
    assert states[RequestState.OFFERED].responsible_id == persona.person_id
    assert meeting.request_id == taken.id
    assert meeting.starts_at > TIMELINE.present
    assert past is not None
    assert past > 40


async def test_chats_are_healthy_and_lively(filled: Database) -> None:
    async with filled.read() as session:
        rows = await chats_overview(session, SYSTEM)
        days = await session.scalar(select(func.count(func.distinct(ChatDay.day))))
    assert len(rows) == 9
    assert all(row.healthy for row in rows)
    assert days is not None
    assert days > 50


async def test_the_messenger_begins_with_the_same_rosters(filled: Database) -> None:
    rosters: dict[int, set[int]] = {}
    async with filled.read() as session:
        query = (
            select(Chat.external_id, MessengerAccount.external_id)
            .join(ChatMember, ChatMember.chat_id == Chat.id)
            .join(MessengerAccount, MessengerAccount.id == ChatMember.account_id)
            .where(ChatMember.presence.in_(PRESENT))
        )
        for chat, person in await session.execute(query):
            rosters.setdefault(int(chat), set()).add(int(person))

    beginning = MessengerConfig(snapshot=lambda: snapshot(CAST, TIMELINE))
    async with running_messenger(beginning) as messenger, MessengerControl(messenger.url) as look:
        leader = CAST.persona("leader")
        for room in CAST.chats:
            seen = await look.chat(CAST.people["olga.vershinina"].id, room.id)
            inside = {one["id"] for one in seen["members"] if not one.get("is_bot")}
            if inside:  # shown to those who are in
                assert inside - {leader.id} == rosters[room.id] - {leader.id}
                texts = [message["text"] for message in seen["messages"]]
                assert texts == [line.text for line in room.talk]


async def test_numbers_go_on_where_the_past_ends(filled: Database) -> None:
    region = Region(filled, await active(filled))
    newcomer = await region.newcomer("9001")
    _, application = await region.applicant("Нина", "Белова", someone=newcomer)
    async with filled.write() as session:
        await verification.decide(session, SYSTEM, application.id, verified=True)
        found = await page_of_families(session, SYSTEM, FamilyFilter(search="Белова"))
    # 140 families are members and three have left; numbers are never given twice.
    assert [row.number for row in found.rows] == [144]


async def active(database: Database) -> list[District]:
    async with database.read() as session:
        return list(await active_districts(session))


async def test_ids_are_the_ones_the_guides_name() -> None:
    assert CAST.persona("stranger").id == 101
    assert CAST.persona("leader").id == 109
    ids = [person.id for person in CAST.people.values()]
    assert len(set(ids)) == len(ids)
    assert CAST.chats[0].id == -1_001_000_000_001


async def test_seeding_twice_changes_nothing_and_anew_begins_again(
    settings: Settings, database: Database, own_folder: Path
) -> None:
    assert await seed(settings, CAST, fresh=False) is True
    assert await seed(settings, CAST, fresh=False) is False

    region = Region(database)
    await region.newcomer("9001")
    assert await seed(settings, CAST, fresh=True) is True
    async with database.read() as session:
        assert await people.account(session, "telegram", "9001") is None
        assert await member_families(session) == 140


async def test_a_real_region_is_never_played_with(region: Region) -> None:
    await region.member("Анна", "Седова")
    with pytest.raises(CommandError, match="holds a real region"):
        await seed(settings_of(region.database), CAST, fresh=True)


async def test_where_a_real_bot_is_set_up_nothing_is_played(own_folder: Path) -> None:
    """The messenger that anybody on the machine may speak through is not even started."""
    settings = load_settings(bot_token="1:token", messenger_port=0)

    with pytest.raises(CommandError, match=r"^CLUB_BOT_TOKEN: belongs to a real region"):
        await demo.run(settings)

    assert not (own_folder / "var").exists()


async def test_a_season_is_behind_and_another_ahead(filled: Database) -> None:
    async with filled.read() as session:
        states = Counter(await session.scalars(select(Event.state)))
        (full,) = await session.scalars(select(Event).where(Event.taken == Event.capacity))
        waiting = select(func.count()).where(
            EventParty.event_id == full.id, EventParty.state == PartyState.WAITING
        )
        assert await session.scalar(waiting)
    assert states == {
        EventState.ANNOUNCED: 6,
        EventState.DRAFT: 1,
        EventState.HELD: 1,
        EventState.CLOSED: 28,
    }
