"""Dropping the aliases takes both; ending takes one; whoever leaves the club ends all of theirs."""

from datetime import timedelta

import pytest

from community.core.audit import AuditEntry
from community.core.errors import NotFound
from community.core.options import Options, save_options
from community.membership.leaving.service import leave
from community.relay.errors import ConversationClosed
from community.relay.facts import ConversationEnded
from community.relay.models import Conversation, RelayMessage
from community.relay.service import close
from tests.integration.relay.talk import Talk, opened
from tests.support.factories import SYSTEM, Region, Someone
from tests.support.looking import only, queued, race, recipients, rows

MONTH = timedelta(days=Options.relay_erase_days)


def ends_heard(region: Region) -> list[int]:
    heard: list[int] = []

    async def listen(_session: object, fact: ConversationEnded) -> None:
        heard.append(fact.conversation_id)

    region.database.facts.subscribe(ConversationEnded, listen)
    return heard


async def tags(region: Region) -> list[str]:
    about = AuditEntry.subject_kind == "conversation"
    return [entry.tag for entry in await rows(region.database, AuditEntry, about)]


async def test_one_asks_to_drop_the_aliases_and_the_other_agrees(
    region: Region, talk: Talk
) -> None:
    for _ in range(2):
        await talk.reveal(talk.asker)
    row = await talk.row()
    assert (row.asker_reveals, row.helper_reveals, row.revealed_at) == (True, False, None)
    assert await recipients(region.database, "relay.reveal_asked") == [talk.helper.id]
    assert await queued(region.database, "relay.revealed") == []

    for _ in range(2):
        await talk.reveal(talk.helper)
    assert (await talk.row()).revealed_at == region.clock.now()
    told = await recipients(region.database, "relay.revealed")
    assert told == sorted([talk.asker.id, talk.helper.id])
    assert len(await queued(region.database, "relay.reveal_asked")) == 1
    assert (await tags(region)).count("bot:conversation:reveal") == 2


async def test_both_agree_at_once(region: Region, talk: Talk) -> None:
    _, errors = await race(*(talk.reveal(by) for by in (talk.asker, talk.helper) * 2))

    assert errors == []
    assert (await talk.row()).revealed_at is not None
    assert len(await queued(region.database, "relay.reveal_asked")) == 1
    assert len(await queued(region.database, "relay.revealed")) == 2


async def test_nobody_else_drops_aliases_nor_anybody_after_the_end(
    region: Region, talk: Talk, stranger: Someone
) -> None:
    with pytest.raises(NotFound):
        await talk.reveal(stranger)
    await talk.close(talk.asker)
    with pytest.raises(ConversationClosed):
        await talk.reveal(talk.helper)


async def test_one_ends_it_and_the_other_hears(region: Region, talk: Talk) -> None:
    moment = region.clock.now()
    heard = ends_heard(region)
    await talk.close(talk.helper)
    region.advance_minutes(1)
    await talk.close(talk.asker)

    row = await talk.row()
    assert (row.closed_at, row.erase_at) == (moment, moment + MONTH)
    assert heard == [talk.id]
    (letter,) = await queued(region.database, "relay.closed")
    assert (letter.recipient_id, letter.params) == (talk.asker.id, {"conversation": talk.id})
    assert (await tags(region))[1:] == ["bot:conversation:close"]


async def test_both_hear_when_the_system_ends_it(region: Region, talk: Talk) -> None:
    await talk.close(SYSTEM)

    told = await recipients(region.database, "relay.closed")
    assert told == sorted([talk.asker.id, talk.helper.id])


async def test_an_area_that_tells_them_itself_ends_it_silently(region: Region, talk: Talk) -> None:
    await region.act(SYSTEM, close, talk.id, silently=True)

    assert (await talk.row()).closed_at == region.clock.now()
    assert await queued(region.database, "relay.closed") == []


async def test_nobody_else_ends_it(region: Region, talk: Talk, stranger: Someone) -> None:
    with pytest.raises(NotFound):
        await talk.close(stranger)

    assert (await talk.row()).closed_at is None


async def test_both_end_it_at_once(region: Region, talk: Talk) -> None:
    heard = ends_heard(region)
    _, errors = await race(*(talk.close(by) for by in (talk.asker, talk.helper) * 2))

    assert errors == []
    assert heard == [talk.id]
    assert len(await queued(region.database, "relay.closed")) == 1
    assert (await tags(region)).count("bot:conversation:close") == 1


async def test_what_is_said_as_it_ends_is_either_sent_or_refused(
    region: Region, talk: Talk
) -> None:
    _, errors = await race(talk.say(talk.asker), talk.close(talk.helper), talk.say(talk.asker))

    assert {type(error) for error in errors} <= {ConversationClosed}
    said = await rows(region.database, RelayMessage)
    assert len(said) == 2 - len(errors)
    assert len(await queued(region.database, "relay.message")) == len(said)
    assert (await talk.row()).closed_at is not None


async def test_the_region_says_how_long_words_are_kept(region: Region, talk: Talk) -> None:
    await region.act(SYSTEM, save_options, Options(relay_erase_days=3))
    await talk.close(talk.asker)

    assert (await talk.row()).erase_at == region.clock.now() + timedelta(days=3)


async def test_whoever_leaves_the_club_ends_all_their_conversations(
    region: Region, stranger: Someone, helper: Someone
) -> None:
    mother = await region.member()
    helps = await opened(region, stranger, mother)
    asks = await opened(region, mother, helper)
    others = await opened(region, stranger, helper)
    over = Talk(region, mother, stranger, (await opened(region, mother, stranger)).id)
    await over.close(mother)

    heard = ends_heard(region)
    await region.act(mother, leave)

    assert heard == [helps.id, asks.id]
    still = await only(region.database, Conversation, Conversation.closed_at.is_(None))
    assert still.id == others.id
    letters = await queued(region.database, "relay.closed")
    told = [(letter.params["conversation"], letter.recipient_id) for letter in letters]
    assert told[1:] == [(helps.id, stranger.id), (asks.id, helper.id)]


async def test_two_who_leave_at_once_end_what_they_had_together(region: Region) -> None:
    mother, friend = await region.member(), await region.member("Вера", "Ким")
    for asker, helper in ((mother, friend), (friend, mother)):
        await opened(region, asker, helper)

    _, errors = await race(region.act(mother, leave), region.act(friend, leave))

    assert errors == []
    assert await rows(region.database, Conversation, Conversation.closed_at.is_(None)) == []
    assert len(await queued(region.database, "relay.closed")) == 2


async def test_the_log_names_the_act_and_never_a_word(region: Region, talk: Talk) -> None:
    await talk.reveal(talk.helper)
    await talk.close(talk.helper)

    about = AuditEntry.subject_kind == "conversation"
    entries = await rows(region.database, AuditEntry, about)
    assert {entry.person_id for entry in entries} == {talk.asker.id}
    assert [entry.facts for entry in entries] == [
        {"helper": talk.helper.id},
        {"side": "helper"},
        {},
    ]
