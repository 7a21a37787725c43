"""What was imposed ends, by its term or by a word: never later and never sooner than meant."""

from datetime import timedelta

import pytest

from community.chats.models import Chat, Presence
from community.core.errors import NotAllowed, NotFound
from moderation.detect.verdict import Action
from moderation.incidents.deciding import decide
from moderation.incidents.errors import NothingToUndo
from moderation.incidents.kinds import Decision, MeasureState, SanctionKind, Topic
from moderation.incidents.models import Sanction
from moderation.incidents.sanctioning import end_expired, lift, lift_all
from tests.support.factories import Region, Someone
from tests.support.incidents import Hands, Watch
from tests.support.looking import queued, rows
from tests.support.rooms import Rooms

MUTE, BAN = SanctionKind.MUTE, SanctionKind.BAN
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


async def expire(region: Region) -> int:
    async with region.database.write() as session:
        return await end_expired(session)


async def test_a_longer_mute_is_not_cut_short_and_outlives_the_shorter(
    region: Region, watch: Watch, mother: Someone, moderator: Someone, hands: Hands
) -> None:
    first = await watch.seen(mother, topic=Topic.ABUSE)
    await region.act(moderator, decide, first.id, Decision.MUTE, term=7 * DAY)
    await hands.settle()
    until = region.clock.now() + 7 * DAY
    shorter = await watch.seen(mother, topic=Topic.SPAM, action=Action.MUTE)
    await hands.settle()

    assert hands.restrictions[watch.chat.id, mother.account_id].until == until
    (mute,) = await watch.sanctions(shorter)
    await region.act(moderator, lift, mute.id)
    await hands.settle()
    assert hands.restrictions[watch.chat.id, mother.account_id].until == until


async def test_when_the_longer_is_lifted_the_shorter_still_stands(
    region: Region, watch: Watch, mother: Someone, moderator: Someone, hands: Hands
) -> None:
    shorter = await watch.seen(mother, topic=Topic.ABUSE, action=Action.MUTE)
    longer = await watch.seen(mother, topic=Topic.SPAM)
    await region.act(moderator, decide, longer.id, Decision.BAN)
    await hands.settle()
    assert hands.kept_to(mother) == {watch.chat.id: BAN}

    (ban,) = await watch.sanctions(longer)
    await region.act(moderator, lift, ban.id)
    await hands.settle()

    (mute,) = await watch.sanctions(shorter)
    left = hands.restrictions[watch.chat.id, mother.account_id]
    assert (left.kind, left.until) == (MUTE, mute.until)


async def test_a_mute_ends_by_itself_and_the_club_notes_it(
    region: Region, watch: Watch, mother: Someone, moderator: Someone, hands: Hands
) -> None:
    incident = await watch.seen(mother, topic=Topic.ABUSE, action=Action.MUTE)
    await hands.settle()
    hands.advance(HOUR - timedelta(seconds=1))
    assert await expire(region) == 0
    hands.advance(timedelta(seconds=1))
    assert (await expire(region), await expire(region)) == (1, 0)

    assert hands.kept_to(mother) == {}
    assert await queued(region.database, "moderation.lift") == [], "the messenger did it"
    (sanction,) = await watch.sanctions(incident)
    assert (await watch.measures(sanction))[watch.chat.id].state is MeasureState.LIFTED
    assert sanction.lifted_at is None, "it was served, not lifted"
    assert await watch.presences(mother) == {watch.chat.id: Presence.MEMBER}


async def test_a_mute_that_was_served_is_not_taken_for_one_by_hand(
    region: Region, watch: Watch, mother: Someone, moderator: Someone, hands: Hands
) -> None:
    await watch.seen(mother, topic=Topic.ABUSE, action=Action.MUTE)
    await hands.settle()
    hands.advance(HOUR)
    await watch.seen(mother, topic=Topic.SPAM, action=Action.MUTE)  # before anybody noted the end
    await expire(region)
    await hands.settle()

    assert hands.kept_to(mother) == {watch.chat.id: MUTE}
    hands.advance(HOUR)
    await expire(region)
    await watch.seen(mother, topic=Topic.SPAM, action=Action.MUTE)
    await hands.settle()
    assert hands.kept_to(mother) == {watch.chat.id: MUTE}


async def test_a_ban_with_a_term_is_lifted_when_it_ends(
    region: Region, watch: Watch, mother: Someone, moderator: Someone, hands: Hands
) -> None:
    incident = await watch.seen(mother)
    await region.act(moderator, decide, incident.id, Decision.BAN, term=DAY)
    await hands.settle()
    assert hands.kept_to(mother) == {watch.chat.id: BAN}

    hands.advance(DAY)
    assert await expire(region) == 1
    await hands.settle()

    assert hands.kept_to(mother) == {}
    assert await watch.presences(mother) == {watch.chat.id: Presence.LEFT}


async def test_a_sanction_is_lifted_in_every_chat_once(
    region: Region,
    watch: Watch,
    mother: Someone,
    moderator: Someone,
    hands: Hands,
    everywhere: dict[str, Chat],
) -> None:
    incident = await watch.seen(mother, action=Action.BAN)
    await hands.settle()
    (ban,) = await watch.sanctions(incident)

    lifted = await region.act(moderator, lift, ban.id)
    await hands.settle()

    assert (lifted.lifted_at, lifted.lifted_by_id) == (region.clock.now(), moderator.id)
    assert hands.kept_to(mother) == {}
    assert ("moderation.put_right", mother.account_id) in hands.told
    with pytest.raises(NothingToUndo):
        await region.act(moderator, lift, ban.id)


async def test_a_sanction_lifted_before_it_was_carried_out_leaves_nobody_bound(
    region: Region, watch: Watch, mother: Someone, moderator: Someone, hands: Hands
) -> None:
    incident = await watch.seen(mother, action=Action.BAN)
    (ban,) = await watch.sanctions(incident)
    await region.act(moderator, lift, ban.id)
    await hands.settle()

    assert hands.kept_to(mother) == {}


async def test_unban_lifts_all_that_binds_somebody_within_reach(
    region: Region,
    rooms: Rooms,
    watch: Watch,
    mother: Someone,
    moderator: Someone,
    outsider: Someone,
    hands: Hands,
) -> None:
    elsewhere = Watch(region, await rooms.bound(district=1))
    await watch.seen(mother, action=Action.BAN)
    await watch.seen(mother, topic=Topic.ABUSE, action=Action.MUTE)
    foreign = await elsewhere.seen(mother, action=Action.BAN)
    await hands.settle()

    assert await region.act(moderator, lift_all, mother.id) == 2
    await hands.settle()
    assert hands.heard(mother).count("moderation.put_right") == 1, "two lifted, told once"

    still = await rows(region.database, Sanction, Sanction.lifted_at.is_(None))
    assert [sanction.incident_id for sanction in still] == [foreign.id]
    assert await region.act(outsider, lift_all, mother.id) == 1
    await hands.settle()
    assert hands.kept_to(mother) == {}
    assert await region.act(outsider, lift_all, mother.id) == 0


async def test_who_may_not_decide_may_not_lift(
    region: Region, watch: Watch, mother: Someone, moderator: Someone, outsider: Someone
) -> None:
    incident = await watch.seen(mother, action=Action.BAN)
    (ban,) = await watch.sanctions(incident)

    with pytest.raises(NotFound):
        await region.act(outsider, lift, ban.id)
    with pytest.raises(NotAllowed):
        await region.act(mother, lift, ban.id)
    assert (await watch.sanctions(incident))[0].lifted_at is None
