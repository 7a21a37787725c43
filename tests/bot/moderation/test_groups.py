"""The chat of a self-help group: its lead decides, in private; nobody outside reads a word."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from community.chats.models import Purpose
from community.core.actor import Role
from community.core.db import Database
from community.selfhelp.groups import leading
from community.selfhelp.groups.models import GroupLead, SupportGroup
from moderation.incidents.kinds import Decision, IncidentState
from moderation.incidents.models import Incident
from tests.support.circles import Circle
from tests.support.club import OWNER, Club
from tests.support.desk import Desk
from tests.support.judging import DESPAIR, HARD_DATA, INSULT, LIKELY_SPAM
from tests.support.looking import only, rows

TITLE = "Тихий круг"
SPAM = f"Есть {LIKELY_SPAM}"


@dataclass
class Room(Desk):
    """`lead` leads the group of the chat; activists sit in a chat of their own."""

    circle: Circle
    lead: int

    @classmethod
    async def led(cls, club: Club) -> Self:
        moderators = await club.chat(Purpose.ACTIVISTS, title="Актив")
        chat = await club.chat(Purpose.GROUP, district=None, title=TITLE)
        circle = await Circle.of(club.region)
        lead = await club.in_messenger(circle.facilitator, "Вера")
        room = cls(club, chat, moderators, circle, lead)
        bound = (await room.row()).id
        async with club.region.database.write() as session:
            group = await session.get_one(SupportGroup, circle.group.id)
            group.chat_id = bound
            await session.commit()
        await club.messenger.add_member(chat, lead, by=OWNER)
        await club.settle()
        return room

    async def mother(self, role: Role | None = None) -> int:
        """Somebody in the group, whatever else she does in the club."""
        someone = await self.club.region.member("Мария", "Полева")
        if role is not None:
            await self.club.region.grant(someone, role, district=0)
        await self.trust(someone)
        user_id = await self.club.in_messenger(someone, "Мария")
        await self.club.messenger.add_member(self.chat, user_id, by=OWNER)
        await self.club.settle()
        return user_id


async def active_at(database: Database, circle: Circle) -> datetime:
    theirs = GroupLead.person_id == circle.facilitator.id
    return (await only(database, GroupLead, theirs)).active_at


async def test_the_card_comes_to_the_lead_and_is_decided_there(sqlite_club: Club) -> None:
    room = await Room.led(sqlite_club)
    mother = await room.mother()

    await room.say(mother, "Как у всех дела?")
    await room.say(mother, SPAM)

    assert SPAM in await sqlite_club.screen(room.lead)
    assert "Как у всех дела" not in await sqlite_club.words(room.lead), "others' words are theirs"
    assert await room.cards() == []
    await sqlite_club.say(room.lead, "/moderation")
    assert TITLE in str(await sqlite_club.messenger.inbox(room.lead))
    incident = await room.incident()
    await sqlite_club.tap_gone(room.lead, 1, f"inc:{incident.id}:innocent")
    await sqlite_club.settle()

    assert (await room.incident()).decision is Decision.INNOCENT
    assert any(SPAM in line for line in await room.lines())
    assert await room.cards() == []


async def test_commands_are_the_leads_alone(sqlite_club: Club) -> None:
    room = await Room.led(sqlite_club)
    mother, activist = await room.mother(), await room.mother(Role.ACTIVIST)
    said = await room.say(mother, "Спорим?")

    await room.command(activist, "/mute", to=said)
    assert await rows(sqlite_club.region.database, Incident) == []
    assert "Эта команда для модераторов" in await sqlite_club.screen(activist)
    await room.command(room.lead, "/mute", to=said)

    assert await room.status(mother) == "restricted"
    assert "в других чатах клуба всё как раньше" in await sqlite_club.words(mother)
    await room.command(room.lead, "/warn", to=await room.say(activist, "А я против"))
    assert "предупреждение" in (await sqlite_club.words(activist)).lower()


async def test_a_soft_word_instead_of_taking_away(sqlite_club: Club) -> None:
    room = await Room.led(sqlite_club)
    mother = await room.mother()

    await room.say(mother, f"Он {INSULT}")
    await room.say(mother, f"СНИЛС {HARD_DATA}")

    assert len(await room.lines()) == 2
    assert "оно осталось на месте" in await sqlite_club.words(mother)
    assert INSULT not in await sqlite_club.words(room.lead)


async def test_duty_comes_to_despair_and_reads_neither_words_nor_group(club: Club) -> None:
    room = await Room.led(club)
    mother = await room.mother()
    leader = await club.in_messenger(room.circle.leader, "Ольга")

    await room.say(mother, f"Я {DESPAIR}")

    assert DESPAIR in await club.words(room.lead)
    called = await club.words(leader)
    assert "Сказано в группе самопомощи" in called
    assert DESPAIR not in called
    assert TITLE not in called
    incident = await room.incident()
    await club.tap_gone(room.lead, 1, f"inc:{incident.id}:take")
    await club.settle()

    assert (await room.incident()).state is IncidentState.TAKEN
    assert "Когда всё закончится, отметьте чем" in await club.words(room.lead)
    assert "/duty" not in await club.words(room.lead)


async def test_whoever_leads_is_known_at_once_and_seen_when_they_write(sqlite_club: Club) -> None:
    room, region = await Room.led(sqlite_club), sqlite_club.region
    mother = await room.mother()
    await room.say(mother, SPAM)
    before = await active_at(region.database, room.circle)
    region.clock.advance(timedelta(days=1))
    await room.say(mother, "Доброе утро")
    await sqlite_club.app.flush()
    assert await active_at(region.database, room.circle) == before

    await room.say(room.lead, "Доброе утро")
    await sqlite_club.app.flush()
    assert await active_at(region.database, room.circle) == region.clock.now()

    await room.command(mother, "/ban", to=await room.say(room.lead, "Я тут"))
    assert "Эта команда для модераторов" in await sqlite_club.screen(mother)
    await region.act(room.circle.facilitator, leading.step_down, room.circle.group.id)
    await room.say(room.lead, SPAM)
    last = (await rows(region.database, Incident))[-1]
    assert last.for_leaders, "nobody leads it now"


async def test_a_command_in_the_name_of_the_chat_is_explained_to_the_lead_alone(
    sqlite_club: Club,
) -> None:
    room = await Room.led(sqlite_club)
    said = await room.say(await room.mother(), "Спорим?")

    await room.say(OWNER, "/ban", as_chat=room.chat, reply_to=said)

    assert "от имени чата, и я не знаю кто" in await sqlite_club.screen(room.lead)
    assert await room.cards() == []
    assert await room.lines() == ["Спорим?"]
