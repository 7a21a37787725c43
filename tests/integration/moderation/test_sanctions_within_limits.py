"""Whom the machine may not touch, whom equals may not, and how far it climbs by itself."""

from datetime import timedelta

import pytest

from community.chats.models import Chat, Presence
from community.core.actor import Role
from moderation.detect.verdict import Action
from moderation.incidents.deciding import decide
from moderation.incidents.errors import ModeratorProtected
from moderation.incidents.kinds import Decision, MeasureState, SanctionKind, Source, Topic
from moderation.incidents.ladder import proposed_step
from moderation.incidents.models import Sanction
from moderation.incidents.rules import Step
from moderation.incidents.sanctioning import changed_by_hand, lift
from moderation.incidents.settings import save_settings
from tests.support.factories import Region, Someone
from tests.support.incidents import Hands, Watch
from tests.support.looking import queued, rows
from tests.support.rooms import Rooms

MUTE, BAN = SanctionKind.MUTE, SanctionKind.BAN
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


async def test_what_an_administrator_set_by_hand_is_left_alone(
    rooms: Rooms, watch: Watch, mother: Someone, everywhere: dict[str, Chat], hands: Hands
) -> None:
    await rooms.note(mother, everywhere["regional"], Presence.RESTRICTED)
    await rooms.note(mother, everywhere["second"], Presence.BANNED)

    incident = await watch.seen(mother, topic=Topic.ABUSE, action=Action.MUTE)
    await hands.settle()

    assert hands.kept_to(mother) == {watch.chat.id: MUTE}
    (sanction,) = await watch.sanctions(incident)
    measures = await watch.measures(sanction)
    for name in ("regional", "second"):
        measure = measures[everywhere[name].id]
        assert (measure.state, measure.refusal) == (MeasureState.REFUSED, "by_hand")


async def test_an_administrator_takes_over_by_hand(
    region: Region,
    watch: Watch,
    mother: Someone,
    leader: Someone,
    everywhere: dict[str, Chat],
    hands: Hands,
) -> None:
    incident = await watch.seen(mother, topic=Topic.ABUSE, action=Action.MUTE)
    await hands.settle()
    async with region.database.write() as session:
        for name, presence in (("regional", Presence.RESTRICTED), ("second", Presence.MEMBER)):
            await changed_by_hand(session, everywhere[name].id, mother.account_id, presence)

    (sanction,) = await watch.sanctions(incident)
    states = {chat_id: row.state for chat_id, row in (await watch.measures(sanction)).items()}
    assert states == {
        watch.chat.id: MeasureState.APPLIED,
        everywhere["regional"].id: MeasureState.REFUSED,
        everywhere["second"].id: MeasureState.LIFTED,
    }
    await region.act(leader, lift, sanction.id)
    lifted = {row.recipient_id for row in await queued(region.database, "moderation.lift")}
    assert lifted == {watch.chat.id}, "theirs is not ours to lift"


@pytest.mark.parametrize("role", [Role.ACTIVIST, Role.LEADER, Role.ADMIN])
async def test_the_machine_does_not_sanction_moderators_people_look_at_it(
    region: Region, watch: Watch, moderator: Someone, role: Role
) -> None:
    somebody = await region.holder(role)
    incident = await watch.seen(somebody, action=Action.BAN)

    assert incident.action is Action.HOLD
    assert await watch.sanctions(incident) == []
    assert len(await queued(region.database, "moderation.sweep")) == 1


async def test_nor_whom_the_messenger_protects(
    rooms: Rooms, watch: Watch, mother: Someone, moderator: Someone
) -> None:
    await rooms.note(mother, watch.chat, Presence.ADMIN)
    incident = await watch.seen(mother, topic=Topic.ABUSE, action=Action.MUTE)

    assert (incident.action, await watch.sanctions(incident)) == (Action.HOLD, [])


async def test_equals_do_not_sanction_each_other_a_leader_decides(
    region: Region, watch: Watch, moderator: Someone, colleague: Someone, leader: Someone
) -> None:
    incident = await watch.seen(colleague, topic=Topic.ABUSE)
    for decision in (Decision.WARN, Decision.MUTE, Decision.BAN):
        with pytest.raises(ModeratorProtected) as refused:
            await region.act(moderator, decide, incident.id, decision)
        assert refused.value.fields == {"protection": "moderator"}

    await region.act(leader, decide, incident.id, Decision.WARN)

    (warning,) = await watch.sanctions(incident)
    assert warning.by_id == leader.id


async def test_nobody_here_sanctions_a_leader(
    region: Region, watch: Watch, leader: Someone
) -> None:
    other = await region.holder(Role.LEADER)
    incident = await watch.seen(leader, topic=Topic.ABUSE)

    with pytest.raises(ModeratorProtected):
        await region.act(other, decide, incident.id, Decision.MUTE)
    await region.act(other, decide, incident.id, Decision.RIGHT)

    assert await watch.sanctions(incident) == []


async def test_a_leader_bans_a_chats_administrator_where_the_messenger_allows(
    region: Region,
    rooms: Rooms,
    watch: Watch,
    mother: Someone,
    leader: Someone,
    hands: Hands,
    everywhere: dict[str, Chat],
) -> None:
    group = everywhere["group"]
    await rooms.note(mother, group, Presence.ADMIN)
    incident = await watch.seen(mother, topic=Topic.ABUSE)
    await region.act(leader, decide, incident.id, Decision.BAN)
    await hands.settle()

    (ban,) = await watch.sanctions(incident)
    measure = (await watch.measures(ban))[group.id]
    assert (measure.state, measure.refusal) == (MeasureState.REFUSED, "administrator")
    assert set(hands.kept_to(mother)) == {
        everywhere[name].id for name in ("district", "second", "regional")
    }


async def test_removed_abuse_climbs_the_ladder_by_itself_where_the_chat_wants_it(
    region: Region, watch: Watch, mother: Someone, leader: Someone
) -> None:
    insult = {"topic": Topic.ABUSE, "action": Action.REMOVE}
    silent = await watch.seen(mother, **insult)
    assert await watch.sanctions(silent) == [], "only people climb it, unless a leader says so"
    await region.act(leader, save_settings, watch.chat.id, {"auto_ladder": True})
    climbed = []
    for _ in range(6):
        region.clock.advance(DAY)
        (sanction,) = await watch.sanctions(await watch.seen(mother, **insult))
        assert sanction.until is not None
        climbed.append(Step(sanction.kind, sanction.until - sanction.begins_at))

    longest = Step(MUTE, 7 * DAY)
    first = [Step(SanctionKind.WARNING, 30 * DAY), Step(MUTE, HOUR), Step(MUTE, DAY)]
    assert climbed == [*first, longest, longest, longest], "a ban is a person's"
    async with region.database.read() as session:
        proposed = await proposed_step(session, mother.id, watch.chat.id)
    assert proposed == Step(BAN, None)


async def test_old_sanctions_count_no_more(
    region: Region, watch: Watch, mother: Someone, leader: Someone
) -> None:
    await region.act(leader, save_settings, watch.chat.id, {"auto_ladder": True})
    insult = {"topic": Topic.ABUSE, "action": Action.REMOVE}
    await watch.seen(mother, **insult)
    region.clock.advance(30 * DAY)

    (again,) = await watch.sanctions(await watch.seen(mother, **insult))

    assert again.kind is SanctionKind.WARNING


async def test_a_channel_has_nobody_to_be_sanctioned(region: Region, watch: Watch) -> None:
    await watch.seen(
        None, channel="-100777", topic=Topic.CHANNEL, source=Source.RULE, action=Action.BAN
    )

    assert await rows(region.database, Sanction) == []
