"""What is said in the chat of a self-help group is for those in it alone (decision 018)."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from community.chats.models import Chat, Presence
from community.core.actor import Role
from community.core.audit import AuditEntry, without_whom
from community.core.clock import DEFAULT_ZONE
from community.core.errors import NotAllowed, NotFound
from community.core.outbox.models import RecipientKind
from community.duty import queries as duty
from community.duty.kinds import SignalState
from community.duty.models import Signal
from community.selfhelp.groups import leading
from moderation.detect.message import Strictness
from moderation.detect.verdict import Action
from moderation.incidents.appealing import appeal, decide_appeal
from moderation.incidents.cards import incident_card
from moderation.incidents.deciding import decide, lapse, take
from moderation.incidents.defaults import FOR_GROUPS, ModerationSettings
from moderation.incidents.errors import ModeratorProtected
from moderation.incidents.kinds import Decision, ReportReason, SanctionKind, Topic
from moderation.incidents.lists import lessons, people_under_sanctions
from moderation.incidents.models import Incident
from moderation.incidents.queries import HistoryFilter, history, queue
from moderation.incidents.reporting import report
from moderation.incidents.sanctioning import follow_into, lift_all
from moderation.incidents.settings import (
    Level,
    check,
    load_settings,
    rules_below,
    save_settings,
    settings_sources,
)
from moderation.incidents.statistics import quality
from tests.support.circles import Circle
from tests.support.factories import Region, Someone
from tests.support.incidents import Hands, Watch
from tests.support.looking import only, queued, race, recipients, rows
from tests.support.rooms import Rooms

CRY = "Не могу больше"


@dataclass
class Room:
    """A group with its chat, and a mother who writes there."""

    circle: Circle
    chat: Chat
    watch: Watch
    mother: Someone

    @property
    def lead(self) -> Someone:
        return self.circle.facilitator

    @property
    def leader(self) -> Someone:
        return self.circle.leader


@pytest.fixture
async def room(region: Region, rooms: Rooms, moderator: Someone, chat: Chat) -> Room:
    """The district has an activist and a chat of its own as well."""
    circle = await Circle.of(region)
    chat = await circle.chat()
    [mother] = await circle.joined()
    await rooms.note(mother, chat, Presence.MEMBER)
    return Room(circle, chat, Watch(region, chat), mother)


async def waiting(region: Region, who: Someone) -> list[int]:
    return [line.incident.id for line in await region.look(who, queue)]


async def told(region: Region, template: str = "moderation.card") -> list[int]:
    """To whom it went in private; to a chat it never goes."""
    sent = await queued(region.database, template)
    assert {one.recipient_kind for one in sent} <= {RecipientKind.PERSON}
    return sorted(one.recipient_id for one in sent)


async def test_whoever_leads_the_group_decides_and_nobody_else_sees(
    region: Region, room: Room, moderator: Someone
) -> None:
    incident = await room.watch.seen(room.mother)
    assert await told(region) == [room.lead.id]
    assert await waiting(region, room.lead) == [incident.id]

    for outsider in (moderator, room.leader):
        assert await waiting(region, outsider) == []
        for act in (
            region.look(outsider, incident_card, incident.id),
            region.act(outsider, decide, incident.id, Decision.RIGHT),
            region.act(outsider, take, incident.id),
        ):
            with pytest.raises(NotFound):
                await act
    with pytest.raises(NotAllowed):
        await region.look(room.mother, queue)
    await region.act(room.lead, decide, incident.id, Decision.RIGHT)

    assert (await room.watch.incident(incident.id)).decided_by_id == room.lead.id


async def test_neither_the_past_nor_the_figures_tell_outsiders(region: Region, room: Room) -> None:
    incident = await room.watch.seen(room.mother)
    await region.act(room.lead, decide, incident.id, Decision.MUTE)

    everything = HistoryFilter()
    assert (await region.look(room.leader, history, everything)).total == 0
    assert await region.look(room.leader, people_under_sanctions) == []
    assert (await region.look(room.leader, lessons)).total == 0
    weeks = await region.look(room.leader, quality, DEFAULT_ZONE)
    assert sum(week.total for week in weeks) == 0
    assert (await region.look(room.lead, history, everything)).total == 1
    log = await rows(region.database, AuditEntry, AuditEntry.subject_kind.contains("incident"))
    assert log
    assert all(map(without_whom, log)), "numbers of people would tell who is in the group"


async def test_what_is_about_a_lead_goes_to_leaders_and_not_to_the_other_lead(
    region: Region, room: Room
) -> None:
    second = await room.circle.second()
    seen = await room.watch.seen(room.lead, topic=Topic.ABUSE)
    reported = room.watch.sighting(second)
    found = await region.act(room.mother, report, reported, ReportReason.ABUSE)

    assert (seen.for_leaders, found.for_leaders) == (True, True)
    assert await told(region) == [room.leader.id, room.leader.id]
    for lead in (room.lead, second):
        assert await waiting(region, lead) == []
        with pytest.raises(NotFound):
            await region.act(lead, decide, seen.id, Decision.INNOCENT)
    await region.act(room.leader, decide, seen.id, Decision.MUTE)


async def test_leads_do_not_sanction_each_other_and_the_machine_neither(
    region: Region, room: Room
) -> None:
    second = await room.circle.second()
    banned = await room.watch.seen(second, action=Action.BAN)
    assert (banned.action, await room.watch.sanctions(banned)) == (Action.HOLD, [])

    about_mother = await room.watch.seen(room.mother)
    await region.act(room.lead, leading.make_second, room.circle.group.id, room.mother.id)
    with pytest.raises(ModeratorProtected):
        await region.act(room.lead, decide, about_mother.id, Decision.MUTE)


async def test_roles_of_the_club_count_for_nothing_in_a_group(
    region: Region, room: Room, moderator: Someone
) -> None:
    await room.circle.join(moderator)
    incident = await room.watch.seen(moderator, topic=Topic.ABUSE, for_leaders=True)

    assert not incident.for_leaders
    await region.act(room.lead, decide, incident.id, Decision.MUTE)


async def test_a_district_leader_reaches_the_groups_of_the_district(region: Region) -> None:
    near = await region.holder(Role.LEADER, district=0)
    far = await region.holder(Role.LEADER, district=1)
    circle = await Circle.of(region)
    incident = await Watch(region, await circle.chat()).seen(circle.facilitator)

    assert await told(region) == sorted([near.id, circle.leader.id])
    assert await waiting(region, near) == [incident.id]
    assert await waiting(region, far) == []


async def test_while_nobody_leads_leaders_are_the_last_resort(region: Region, room: Room) -> None:
    """What was decided before stays with the group."""
    decided = await room.watch.seen(room.mother)
    await region.act(room.lead, decide, decided.id, Decision.RIGHT)
    open_still = await room.watch.seen(await region.member())
    assert await waiting(region, room.leader) == []

    await region.act(room.lead, leading.step_down, room.circle.group.id)
    later = await room.watch.seen(room.mother, topic=Topic.ABUSE)

    assert await waiting(region, room.leader) == [open_still.id, later.id]
    cards = await queued(region.database, "moderation.card")
    left = {one.params["incident"] for one in cards if one.recipient_id == room.leader.id}
    assert left == {open_still.id, later.id}
    with pytest.raises(NotAllowed):
        await region.look(room.lead, queue)
    await region.act(room.leader, decide, later.id, Decision.RIGHT)


async def test_a_leads_word_reaches_that_chat_alone(
    region: Region, rooms: Rooms, room: Room, chat: Chat, hands: Hands
) -> None:
    await rooms.note(room.mother, chat, Presence.MEMBER)
    for decision, kind in ((Decision.MUTE, SanctionKind.MUTE), (Decision.BAN, SanctionKind.BAN)):
        incident = await room.watch.seen(room.mother)
        await region.act(room.lead, decide, incident.id, decision)
        await hands.settle()
        assert hands.kept_to(room.mother) == {room.chat.id: kind}
    entered = await rooms.bound(district=0)
    async with region.database.write() as session:
        await follow_into(session, entered.id, room.mother.account_id)
    await hands.settle()

    assert set(hands.kept_to(room.mother)) == {room.chat.id}
    seen = await Watch(region, chat).seen(room.mother)
    activist = await region.holder(Role.ACTIVIST, district=0)
    card = await region.look(activist, incident_card, seen.id)
    assert card.author is not None
    assert (card.author.sanctions, card.author.incidents) == ({}, 0), "outside nobody learns of it"
    assert await region.act(activist, lift_all, room.mother.id) == 0
    assert await region.act(room.lead, lift_all, room.mother.id) == 2


async def test_certain_spam_is_banned_everywhere_and_taken_back_by_the_lead(
    region: Region, rooms: Rooms, room: Room, chat: Chat, hands: Hands
) -> None:
    await rooms.note(room.mother, chat, Presence.MEMBER)
    incident = await room.watch.seen(room.mother, action=Action.BAN)
    await hands.settle()
    assert set(hands.kept_to(room.mother)) == {chat.id, room.chat.id}

    await region.act(room.lead, decide, incident.id, Decision.INNOCENT)
    await hands.settle()

    assert hands.kept_to(room.mother) == {}


async def test_an_appeal_goes_to_the_other_lead_or_opens_the_matter_to_leaders(
    region: Region, room: Room
) -> None:
    incident = await room.watch.seen(room.mother)
    await region.act(room.lead, decide, incident.id, Decision.RIGHT)
    asked = await region.act(room.mother, appeal, incident.id)
    assert await told(region, "moderation.appeal_card") == [room.leader.id]
    await region.act(room.leader, decide_appeal, asked.id, granted=True)

    second = await room.circle.second()
    another = await room.watch.seen(room.mother, topic=Topic.ABUSE)
    await region.act(room.lead, decide, another.id, Decision.RIGHT)
    asked = await region.act(room.mother, appeal, another.id)
    assert await told(region, "moderation.appeal_card") == sorted([room.leader.id, second.id])
    with pytest.raises(NotFound):
        await region.act(room.leader, decide_appeal, asked.id, granted=True)


async def test_whoever_leads_is_reminded_in_time_and_leaders_are_not(
    region: Region, room: Room
) -> None:
    await room.watch.seen(room.mother)
    region.clock.advance(timedelta(hours=12))
    async with region.database.write() as session:
        await lapse(session)

    assert await told(region, "moderation.overdue") == [room.lead.id]


async def test_in_despair_duty_is_called_at_once_and_the_words_stay(
    region: Region, room: Room, moderator: Someone
) -> None:
    incident = await room.watch.seen(
        room.mother, topic=Topic.DISTRESS, reasons=("distress.suicide",), excerpt=CRY
    )

    signal = await only(region.database, Signal)
    assert (signal.words, signal.state) == (None, SignalState.RAISED)
    assert await recipients(region.database, "duty.signal") == [room.leader.id]
    assert (await room.watch.incident(incident.id)).excerpt == CRY
    assert await told(region) == [room.lead.id]
    with pytest.raises(NotFound):
        await region.look(room.lead, duty.card, signal.id)

    await region.act(room.lead, take, incident.id)

    assert (await only(region.database, Signal)).taken_by_id == room.lead.id
    assert (await region.look(room.lead, duty.card, signal.id)).signal.id == signal.id
    await region.act(room.lead, decide, incident.id, Decision.MET)
    assert (await only(region.database, Signal)).state is SignalState.CLOSED


async def test_to_a_lead_in_despair_the_other_lead_comes_else_leaders(
    region: Region, room: Room
) -> None:
    alone = await room.watch.seen(room.lead, topic=Topic.DISTRESS)
    assert alone.for_leaders
    second = await room.circle.second()
    region.clock.advance(timedelta(days=1))
    with_second = await room.watch.seen(room.lead, topic=Topic.DISTRESS)

    assert not with_second.for_leaders
    assert await told(region) == sorted([room.leader.id, second.id])


async def test_rules_are_gentler_in_groups_whatever_the_region_says(
    region: Region, room: Room, moderator: Someone
) -> None:
    assert all(check(name, value) == value for name, value in FOR_GROUPS.items())
    assert not FOR_GROUPS.keys() - set(ModerationSettings.__dataclass_fields__)
    await region.act(room.leader, save_settings, None, {"slow_seconds": 30, "warning_days": 7})
    await region.act(room.lead, save_settings, room.chat.id, {"abuse": Strictness.HOLD})

    async with region.database.read() as session:
        rules = await load_settings(session, room.chat.id)
        sources = await settings_sources(session, room.chat.id)
        below = await rules_below(session, room.chat.id)
    assert (rules.personal_data, rules.slow_seconds) == (Strictness.HINT, 0)
    assert (rules.warning_days, rules.abuse) == (7, Strictness.HOLD)
    assert rules.distress
    named = ("personal_data", "warning_days", "abuse", "spam")
    assert [sources[name] for name in named] == [
        Level.GROUP,
        Level.REGION,
        Level.CHAT,
        Level.PRODUCT,
    ]
    assert (below.settings.abuse, below.sources["abuse"]) == (Strictness.HINT, Level.GROUP)


async def test_a_lead_rules_her_own_chat_alone_and_never_over_despair(
    region: Region, room: Room, chat: Chat
) -> None:
    for chat_id, changes in (
        (None, {"slow_seconds": 5}),
        (chat.id, {"slow_seconds": 5}),
        (room.chat.id, {"slow_seconds": 5, "distress": False}),
    ):
        with pytest.raises(NotAllowed):
            await region.act(room.lead, save_settings, chat_id, changes)
    with pytest.raises(NotAllowed):
        await region.act(room.mother, save_settings, room.chat.id, {"slow_seconds": 5})
    await region.act(room.leader, save_settings, room.chat.id, {"distress": False})
    assert await rows(region.database, Incident) == []


async def test_what_is_seen_while_the_last_lead_goes_is_never_left_to_nobody(
    region: Region, room: Room
) -> None:
    for _ in range(3):
        author = await region.member()
        _, errors = await race(
            room.watch.seen(author),
            region.act(room.lead, leading.step_down, room.circle.group.id),
        )
        assert errors == []
        assert all(one.for_leaders for one in await rows(region.database, Incident))
        await region.act(room.leader, leading.appoint, room.circle.group.id, room.lead.id)
