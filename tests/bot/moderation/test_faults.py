"""What the messenger refuses is said once and never tried for ever; a restart loses nothing."""

from datetime import timedelta

import pytest

from community.chats.models import ChatMember, ChatState, Presence, Purpose
from community.core.outbox.models import OutboxMessage, State
from moderation.incidents.kinds import Decision, MeasureState, MessageState
from moderation.incidents.models import Measure
from tests.support.club import OWNER, RIGHTS, Club
from tests.support.judging import CERTAIN_SPAM, INSULT, LIKELY_SPAM, THREAT
from tests.support.looking import queued, rows
from tests.support.street import PICTURE, Street

SPAM = f"Легко: {CERTAIN_SPAM}!"


async def of_template(club: Club, template: str) -> list[State]:
    return [row.state for row in await queued(club.region.database, template)]


async def unsent(club: Club) -> list[str]:
    waiting = await rows(
        club.region.database,
        OutboxMessage,
        OutboxMessage.template.startswith("moderation."),
        OutboxMessage.state.in_([State.PENDING, State.SENDING]),
        OutboxMessage.due_at <= club.region.clock.now(),
    )
    return [row.template for row in waiting]


@pytest.mark.both_databases
async def test_a_restart_between_decision_and_execution_loses_nothing(club: Club) -> None:
    street = await Street.of(club)
    spammer = await street.newcomer()
    await club.messenger.say(spammer, SPAM, chat_id=street.chat)
    await club.hear()
    assert await street.lines() == [SPAM]

    await club.restart()
    await club.settle()

    assert await street.lines() == []
    assert await street.status(spammer) == "kicked"


async def test_a_bot_that_lost_its_rights_says_so_once_and_stops(club: Club) -> None:
    street = await Street.of(club)
    spammer = await street.newcomer()
    await club.messenger.say(spammer, SPAM, chat_id=street.chat)
    await club.hear()
    await club.messenger.promote(street.chat, bot=True, rights=["can_invite_users"])

    await club.settle()

    assert [m.state for m in await street.messages()] == [MessageState.REFUSED]
    (measure,) = await rows(club.region.database, Measure)
    assert (measure.state, measure.refusal) == (MeasureState.REFUSED, "no_right")
    assert (await street.row()).rights["can_delete_messages"] is False
    assert "moderation.sweep" not in await unsent(club)
    assert "moderation.apply" not in await unsent(club)


async def test_only_the_right_to_delete_is_missing(club: Club) -> None:
    street = await Street.of(club)
    rights = [right for right in RIGHTS if right != "can_delete_messages"]
    await club.messenger.promote(street.chat, bot=True, rights=rights)
    await club.settle()
    spammer = await street.newcomer()

    await street.say(spammer, SPAM)

    assert await street.status(spammer) == "kicked"
    assert [m.state for m in await street.messages()] == [MessageState.REFUSED]


async def test_a_bot_that_was_thrown_out_gives_up(club: Club) -> None:
    street = await Street.of(club)
    spammer = await street.newcomer()
    await club.messenger.say(spammer, SPAM, chat_id=street.chat)
    await club.hear()
    await club.messenger.kick_bot(street.chat)

    await club.settle()

    assert (await street.row()).state is ChatState.LOST
    assert "moderation.sweep" not in await unsent(club)


async def test_a_message_that_is_gone_already_is_as_good(club: Club) -> None:
    street = await Street.of(club)
    neighbour = await street.neighbour()
    written = await club.messenger.say(neighbour, f"Он {INSULT}", chat_id=street.chat)
    await club.hear()
    await club.messenger.delete(OWNER, written["message_id"], chat_id=street.chat)

    await club.settle()

    assert [m.state for m in await street.messages()] == [MessageState.REMOVED]


async def test_one_message_too_old_to_delete_does_not_keep_the_others(club: Club) -> None:
    street = await Street.of(club)
    neighbour = await street.neighbour()
    old = await street.say(neighbour, "Доброе утро")
    await club.messenger.advance(49 * 3600)
    await club.messenger.edit(neighbour, old, f"Он {INSULT}", chat_id=street.chat)
    await club.messenger.say(neighbour, f"Ты {INSULT}", chat_id=street.chat)

    await club.settle()

    assert await street.lines() == [f"Он {INSULT}"]
    states = sorted(message.state for message in await street.messages())
    assert states == [MessageState.REFUSED, MessageState.REMOVED]


async def test_an_administrator_is_protected_by_the_messenger(club: Club) -> None:
    """Nobody told the bot that he is one: the messenger does, when it is too late to ask."""
    street = await Street.of(club)
    neighbour = await street.neighbour()
    await club.messenger.say(neighbour, f"Я тебя {THREAT}", chat_id=street.chat)
    await club.hear()
    await club.messenger.promote(street.chat, neighbour, rights=["can_pin_messages"])

    await club.worker.send_batch()

    (measure,) = await rows(club.region.database, Measure)
    assert (measure.state, measure.refusal) == (MeasureState.REFUSED, "administrator")


async def test_a_flooded_messenger_is_waited_for(club: Club) -> None:
    street = await Street.of(club)
    neighbour = await street.neighbour()
    await club.messenger.fault("429", "deleteMessages", count=1, retry_after=7)
    await street.say(neighbour, f"Он {INSULT}")
    assert len(await street.lines()) == 1

    club.region.clock.advance(timedelta(seconds=8))
    await club.settle()

    assert await street.lines() == []


async def test_a_picture_that_moderators_cannot_see_yet_waits_and_worse_does_not(
    club: Club,
) -> None:
    street = await Street.of(club)
    newcomer, neighbour = await street.newcomer(), await street.neighbour()
    await club.messenger.fault("429", "copyMessages", count=2, retry_after=30)
    for who, caption in ((newcomer, "Наша ёлка"), (neighbour, f"Он {INSULT}")):
        photo = {**PICTURE, "caption": caption}
        await club.messenger.say(who, chat_id=street.chat, photo=photo)
    await club.settle()
    assert await street.lines() == ["Наша ёлка"]

    club.region.clock.advance(timedelta(seconds=31))
    await club.settle()

    assert await street.lines() == []
    assert [m["text"] for m in await street.moderators_see() if m["media"]] == ["Наша ёлка"]


async def test_a_ban_is_lifted_in_every_chat_and_the_message_quoted_back(club: Club) -> None:
    """Scenario 6: a long-time mother is banned for a link by mistake."""
    street = await Street.of(club)
    other = await club.chat(district=1, title="Другой чат")
    mother = await street.newcomer("Анна")
    await club.messenger.add_member(other, mother)
    await club.settle()
    await street.say(mother, SPAM)
    assert await street.status(mother, other) == "kicked"

    await street.decide((await street.incidents())[0], Decision.INNOCENT)

    assert await street.status(mother) == "left"
    assert await street.status(mother, other) == "left"
    assert await street.lines() == [f"Анна:\n{SPAM}"]


async def test_an_undone_pardon_takes_the_quote_away_again(club: Club) -> None:
    street = await Street.of(club)
    neighbour = await street.neighbour("Мария")
    await street.say(neighbour, f"Есть <b>{LIKELY_SPAM}</b> & всё")
    (incident,) = await street.incidents()
    await street.decide(incident, Decision.INNOCENT)
    assert await street.lines() == [f"Мария:\nЕсть <b>{LIKELY_SPAM}</b> & всё"]

    await street.undo(incident)

    assert await street.lines() == []


async def test_a_muted_person_writes_again_when_the_mute_is_lifted(club: Club) -> None:
    street = await Street.of(club)
    neighbour = await street.neighbour()
    await street.say(neighbour, f"Я тебя {THREAT}")
    assert await street.status(neighbour) == "restricted"

    await street.decide((await street.incidents())[0], Decision.INNOCENT)

    assert await street.status(neighbour) == "member"


async def test_a_mute_ends_in_the_messenger_by_itself(club: Club) -> None:
    street = await Street.of(club)
    neighbour = await street.neighbour()
    await street.say(neighbour, f"Я тебя {THREAT}")

    await club.messenger.advance(61 * 60)

    assert await street.status(neighbour) == "member"


async def test_what_an_administrator_did_by_hand_is_left_alone(club: Club) -> None:
    """A mute set in the messenger outlives the bot's own (ecasbot #192)."""
    street = await Street.of(club)
    neighbour = await street.neighbour()
    await street.say(neighbour, f"Я тебя {THREAT}")
    await club.messenger.remove_member(street.chat, neighbour)
    await club.settle()
    assert await street.status(neighbour) == "kicked"

    await street.decide((await street.incidents())[0], Decision.INNOCENT)

    assert await street.status(neighbour) == "kicked"


async def test_a_mute_goes_with_its_person_into_another_chat(club: Club) -> None:
    street = await Street.of(club)
    regional = await club.chat(Purpose.REGIONAL, district=None, title="Область")
    neighbour = await street.neighbour()
    await street.say(neighbour, f"Я тебя {THREAT}")

    await club.knock(neighbour, regional)

    assert await street.status(neighbour, regional) == "restricted"


async def test_a_muted_person_who_leaves_is_no_longer_counted(club: Club) -> None:
    street = await Street.of(club)
    neighbour = await street.neighbour()
    await street.say(neighbour, f"Я тебя {THREAT}")
    chat = await street.row()

    await club.messenger.leave(neighbour, street.chat)
    await club.settle()

    members = await rows(club.region.database, ChatMember, ChatMember.chat_id == chat.id)
    assert Presence.LEFT in {member.presence for member in members}
    assert Presence.RESTRICTED not in {member.presence for member in members}
