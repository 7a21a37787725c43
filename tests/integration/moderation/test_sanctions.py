"""A mute or a ban is in force in every chat at once; a mute leaves a self-help group open."""

from datetime import timedelta

from community.chats.models import Chat, Presence, Purpose
from community.core.audit import AuditEntry
from community.membership.people.models import MessengerAccount
from moderation.detect.verdict import Action
from moderation.incidents.kinds import MeasureState, SanctionKind, Topic
from moderation.incidents.models import Measure
from moderation.incidents.sanctioning import follow_into
from tests.support.factories import Region, Someone
from tests.support.incidents import Hands, Watch
from tests.support.looking import only, queued, rows
from tests.support.rooms import Rooms

MUTE, BAN = SanctionKind.MUTE, SanctionKind.BAN


def ids(chats: dict[str, Chat], *names: str) -> set[int]:
    return {chats[name].id for name in names}


async def test_the_machines_mute_is_in_force_wherever_she_writes(
    region: Region, watch: Watch, mother: Someone, everywhere: dict[str, Chat], hands: Hands
) -> None:
    incident = await watch.seen(mother, topic=Topic.ABUSE, action=Action.MUTE)
    await hands.settle()

    (sanction,) = await watch.sanctions(incident)
    assert (sanction.kind, sanction.by_id) == (MUTE, None)
    assert sanction.until == region.clock.now() + timedelta(hours=1)
    here = ids(everywhere, "district", "second", "regional")
    assert hands.kept_to(mother) == dict.fromkeys(here, MUTE)
    assert {one.state for one in (await watch.measures(sanction)).values()} == {
        MeasureState.APPLIED
    }
    assert hands.heard(mother) == ["moderation.explain"]
    stored = await watch.presences(mother)
    assert {stored[chat_id] for chat_id in here} == {Presence.RESTRICTED}
    entry = await only(region.database, AuditEntry, AuditEntry.subject_kind == "sanction")
    assert (entry.tag, entry.person_id) == ("bot:sanction:mute", mother.id)


async def test_the_machines_ban_reaches_the_activists_chat_as_well(
    rooms: Rooms, watch: Watch, mother: Someone, everywhere: dict[str, Chat], hands: Hands
) -> None:
    activists = await rooms.bound(Purpose.ACTIVISTS, 0)
    await rooms.note(mother, activists, Presence.MEMBER)
    work_chat = await rooms.bound(Purpose.GUARDIANSHIP, 0)
    await rooms.note(mother, work_chat, Presence.MEMBER)

    incident = await watch.seen(mother, action=Action.BAN)
    await hands.settle()

    (sanction,) = await watch.sanctions(incident)
    assert (sanction.kind, sanction.until) == (BAN, None)
    here = ids(everywhere, "district", "second", "regional", "group") | {activists.id}
    assert hands.kept_to(mother) == dict.fromkeys(here, BAN)


async def test_it_holds_for_every_account_of_a_person(
    region: Region, rooms: Rooms, watch: Watch, mother: Someone, hands: Hands
) -> None:
    second = await region.newcomer()
    async with region.database.write() as session:
        account = await session.get_one(MessengerAccount, second.account_id)
        account.person_id = mother.id
        await session.commit()
    await rooms.note(second, watch.chat, Presence.MEMBER)

    await watch.seen(mother, action=Action.BAN)
    await hands.settle()

    assert hands.kept_to(mother) == hands.kept_to(second) == {watch.chat.id: BAN}


async def test_a_writer_whom_the_roster_does_not_know_is_banned_where_they_wrote(
    region: Region, watch: Watch, moderator: Someone, hands: Hands
) -> None:
    stranger = await region.newcomer(speaks=False)
    await watch.seen(stranger, action=Action.BAN)
    await hands.settle()

    assert hands.kept_to(stranger) == {watch.chat.id: BAN}
    assert await watch.presences(stranger) == {watch.chat.id: Presence.BANNED}
    assert await queued(region.database, "moderation.explain") == [], "cannot be written to"


async def test_what_the_messenger_refuses_is_shown_and_not_tried_again(
    region: Region, watch: Watch, mother: Someone, everywhere: dict[str, Chat], hands: Hands
) -> None:
    regional = everywhere["regional"].id
    hands.refusing.add(regional)
    incident = await watch.seen(mother, action=Action.BAN)
    await hands.settle()
    await hands.settle()

    (sanction,) = await watch.sanctions(incident)
    measure = (await watch.measures(sanction))[regional]
    assert (measure.state, measure.refusal) == (MeasureState.REFUSED, "no_right")
    assert regional not in hands.kept_to(mother)
    assert len(await queued(region.database, "moderation.apply")) == 4
    assert "moderation.card_update" in {template for template, _ in hands.told}


async def test_the_mute_comes_along_into_a_chat_entered_later(
    region: Region, rooms: Rooms, watch: Watch, mother: Someone, moderator: Someone, hands: Hands
) -> None:
    incident = await watch.seen(mother, topic=Topic.ABUSE, action=Action.MUTE)
    entered = await rooms.bound(Purpose.REGIONAL, None)
    core = await rooms.bound(Purpose.ACTIVISTS, 0)
    for chat in (entered, core):
        await rooms.note(mother, chat, Presence.MEMBER)
        for _ in range(2):
            async with region.database.write() as session:
                await follow_into(session, chat.id, mother.account_id)
    await hands.settle()

    assert set(hands.kept_to(mother)) == {watch.chat.id, entered.id}
    (sanction,) = await watch.sanctions(incident)
    assert len(await rows(region.database, Measure, Measure.sanction_id == sanction.id)) == 2


async def test_a_ban_does_not_follow_whom_a_moderator_let_in(
    region: Region, rooms: Rooms, watch: Watch, mother: Someone, moderator: Someone
) -> None:
    await watch.seen(mother, action=Action.BAN)
    entered = await rooms.bound(Purpose.REGIONAL, None)
    async with region.database.write() as session:
        await follow_into(session, entered.id, mother.account_id)

    assert {row.chat_id for row in await rows(region.database, Measure)} == {watch.chat.id}
