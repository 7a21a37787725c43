"""What the bot does about messages in a chat, and what it leaves alone (scenarios 8 and 9)."""

import pytest

from moderation.detect import Action
from moderation.incidents.kinds import IncidentState, Source, Topic
from tests.support.club import OWNER, Club
from tests.support.judging import CERTAIN_SPAM, DESPAIR, INSULT, LIKELY_SPAM, THREAT
from tests.support.street import Street


@pytest.mark.both_databases
async def test_benign_messages_stay(club: Club) -> None:
    street = await Street.of(club)
    mother = await street.newcomer()
    said = [
        "Надежда умирает последней",
        "Психолог Ольга Сергеевна очень помогла 🙏🙏🙏",
        "Туфли школьные: 32 размер 1200 р, 34 размер 1350 р",
        "Напишите мне в личку",
    ]

    for text in said:
        await street.say(mother, text)

    assert await street.lines() == said
    assert await street.incidents() == []


async def test_what_somebody_answers_to_is_not_theirs(club: Club) -> None:
    street = await Street.of(club)
    await street.rule(dry_run_abuse=True)
    mother, other = await street.neighbour(), await street.neighbour("Ольга")
    insult = await street.say(other, f"Он {INSULT}")

    await street.say(mother, "Не надо так", reply_to=insult)

    assert len(await street.incidents()) == 1


async def test_a_newcomers_certain_spam_is_gone_and_so_is_the_newcomer(club: Club) -> None:
    street = await Street.of(club)
    other = await club.chat(district=1, title="Другой чат")
    spammer = await street.newcomer()
    await club.messenger.add_member(other, spammer)
    await club.settle()

    await street.say(spammer, f"Легко: {CERTAIN_SPAM}!")

    assert await street.lines() == []
    assert await street.status(spammer) == "kicked"
    assert await street.status(spammer, other) == "kicked"


async def test_the_same_words_of_a_neighbour_cost_only_the_message(club: Club) -> None:
    street = await Street.of(club)
    neighbour = await street.neighbour()

    await street.say(neighbour, f"Легко: {CERTAIN_SPAM}!")

    assert await street.lines() == []
    assert await street.status(neighbour) == "member"
    assert (await street.incidents())[0].action is Action.REMOVE


async def test_a_threat_costs_an_hour_of_silence(club: Club) -> None:
    street = await Street.of(club)
    neighbour = await street.neighbour()

    await street.say(neighbour, f"Я тебя {THREAT}")

    assert await street.lines() == []
    assert await street.status(neighbour) == "restricted"


async def test_somebody_in_despair_is_never_touched_whatever_else_is_said(club: Club) -> None:
    street = await Street.of(club)
    mother = await street.newcomer()

    await street.say(mother, f"Я {DESPAIR}, и муж {INSULT}")

    assert len(await street.lines()) == 1
    assert await street.status(mother) == "member"
    (incident,) = await street.incidents()
    assert (incident.topic, incident.action) == (Topic.DISTRESS, Action.ALLOW)


async def test_an_incident_has_what_stood_around_it(club: Club) -> None:
    street = await Street.of(club)
    mother, neighbour = await street.neighbour("Ольга"), await street.neighbour()
    for text in ("раз", "два", "три", "четыре"):
        await street.say(mother, text)
    await street.say(neighbour, f"Есть {LIKELY_SPAM}")
    for text in ("что это?", "не знаю", "ну и ну"):
        await street.say(mother, text)
    await club.app.flush()

    (incident,) = await street.incidents()
    assert incident.state is IncidentState.OPEN
    assert [words for _, words in incident.context] == [
        *("два", "три", "четыре"),
        *("что это?", "не знаю"),
    ]


async def test_commands_that_vanish_are_no_part_of_what_stood_around(club: Club) -> None:
    street = await Street.of(club)
    mother, activist = await street.neighbour("Ольга"), await street.activist()
    said = await street.say(mother, "раз")
    await street.say(mother, "/report", reply_to=said)
    await street.say(activist, "/mute 2h")

    await street.say(await street.neighbour(), f"Есть {LIKELY_SPAM}")

    (incident,) = await street.incidents()
    assert incident.context == [[said, "раз"]]


async def test_a_moderators_words_are_looked_at_by_leaders(club: Club) -> None:
    street = await Street.of(club)
    activist = await street.activist()

    await street.say(activist, f"Он {INSULT}")

    (incident,) = await street.incidents()
    assert (incident.action, incident.for_leaders) == (Action.HOLD, True)
    assert await street.status(activist) == "member"


async def test_an_administrator_in_the_messenger_counts_as_a_moderator(club: Club) -> None:
    street = await Street.of(club)
    mother = await street.newcomer()
    await club.messenger.promote(street.chat, mother, rights=["can_pin_messages"])
    await club.settle()

    await street.say(mother, f"Легко: {CERTAIN_SPAM}!")

    assert await street.status(mother) == "administrator"
    assert (await street.incidents())[0].action is Action.HOLD


async def test_a_command_is_words_as_well(club: Club) -> None:
    street = await Street.of(club)
    spammer = await street.newcomer()

    await street.say(spammer, f"/start {CERTAIN_SPAM}")

    assert await street.lines() == []


async def test_an_anonymous_administrator_is_not_sanctioned(club: Club) -> None:
    street = await Street.of(club)

    await street.say(OWNER, f"Легко: {CERTAIN_SPAM}!", as_chat=street.chat)

    assert await street.incidents() == []
    assert len(await street.lines()) == 1


async def test_a_channels_post_is_removed_and_the_channel_banned(club: Club) -> None:
    street = await Street.of(club)
    spammer = await street.neighbour()
    channel = int((await club.messenger.add_channel("Скидки", spammer))["id"])

    await street.say(spammer, "Доброе утро", as_chat=channel)

    assert await street.lines() == []
    (incident,) = await street.incidents()
    assert (incident.topic, incident.source) == (Topic.CHANNEL, Source.RULE)
    assert incident.channel == str(channel)
    with pytest.raises(Exception, match="banned"):
        await club.messenger.say(spammer, "И ещё", chat_id=street.chat, as_chat=channel)
    assert await street.status(spammer) == "member"


async def test_a_chat_may_welcome_channels(club: Club) -> None:
    street = await Street.of(club)
    await street.rule(channel_posts_removed=False)
    neighbour = await street.neighbour()
    channel = int((await club.messenger.add_channel("Новости клуба", neighbour))["id"])

    await street.say(neighbour, "Доброе утро", as_chat=channel)

    assert await street.lines() == ["Доброе утро"]


async def test_what_is_only_tried_out_changes_nothing(club: Club) -> None:
    street = await Street.of(club)
    await street.rule(dry_run_spam=True)
    spammer = await street.newcomer()

    await street.say(spammer, f"Легко: {CERTAIN_SPAM}!")

    assert len(await street.lines()) == 1
    assert await street.status(spammer) == "member"
    (incident,) = await street.incidents()
    assert (incident.dry_run, incident.action) == (True, Action.BAN)


async def test_service_messages_are_tidied_away_together(club: Club) -> None:
    street = await Street.of(club)
    before = await _said_by_the_messenger(street)
    for name in ("Анна", "Ольга", "Нина"):
        await street.newcomer(name)
    calls = len(await club.messenger.calls())

    await club.app.flush()

    assert [call["method"] for call in (await club.messenger.calls())[calls:]] == ["deleteMessages"]
    assert await _said_by_the_messenger(street) == before


async def test_a_chat_may_keep_its_service_messages(club: Club) -> None:
    street = await Street.of(club)
    await street.rule(remove_service_messages=False)
    before = await _said_by_the_messenger(street)

    await street.newcomer()
    await club.app.flush()

    assert await _said_by_the_messenger(street) == before + 1


async def _said_by_the_messenger(street: Street) -> int:
    messages = (await street.club.messenger.chat(OWNER, street.chat))["messages"]
    return sum(bool(message["service"]) for message in messages)


async def test_administrators_from_before_the_bot_came_are_known(club: Club) -> None:
    """Nobody told the bot that the group's owner is one: it asks."""
    street = await Street.of(club)

    await street.say(OWNER, f"Легко: {CERTAIN_SPAM}!")

    (incident,) = await street.incidents()
    assert (incident.action, incident.for_leaders) == (Action.HOLD, True)
