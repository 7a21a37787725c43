"""Where copies stand is kept, so that replies, corrections and withdrawals find them."""

import pytest

from community.core.actor import Role
from community.core.audit import AuditEntry
from community.core.errors import NotFound
from community.membership.sign_in.service import create_link, open_session
from community.relay import queries
from community.relay.models import RelayMessage, RelayPlace
from community.relay.service import not_delivered, withdraw
from tests.integration.relay.talk import Talk, as_
from tests.support.factories import SYSTEM, Region, Someone
from tests.support.looking import only, queued, race, recipients, rows


async def copies(talk: Talk, message: RelayMessage, of: Someone) -> list[str]:
    async with talk.region.database.read() as session:
        places = await queries.places_of(session, message.id, of.account_id)
    return [place.external_id for place in places]


async def target(talk: Talk, message: RelayMessage, of: Someone) -> str | None:
    async with talk.region.database.read() as session:
        return await queries.reply_target(session, message, of.account_id)


async def undelivered(talk: Talk, message: RelayMessage) -> None:
    async with talk.region.database.write() as session:
        await not_delivered(session, message.id)


async def test_every_part_of_a_long_message_is_found(region: Region, talk: Talk) -> None:
    message = await talk.say(talk.asker, at=talk.place(talk.asker, "7"))
    await talk.deliver(message, talk.helper, "41", "40")

    assert await copies(talk, message, talk.helper) == ["41", "40"]
    assert await copies(talk, message, talk.asker) == ["7"]
    assert [row.is_copy for row in await rows(region.database, RelayPlace)] == [False, True, True]
    async with region.database.read() as session:
        for at in ((talk.helper.account_id, "40"), (talk.asker.account_id, "7")):
            found = await queries.message_at(session, *at)
            assert found is not None
            assert found.id == message.id
        assert await queries.message_at(session, talk.asker.account_id, "40") is None
        said, conversation = await queries.message_for(session, message.id)
        assert (said.id, conversation.id) == (message.id, talk.id)
        with pytest.raises(NotFound):
            await queries.message_for(session, message.id + 1)


async def test_copies_told_twice_even_at_once_are_noted_once(region: Region, talk: Talk) -> None:
    message = await talk.say(talk.asker)
    _, errors = await race(*(talk.deliver(message, talk.helper, "40", "41") for _ in range(3)))
    await talk.deliver(message, talk.helper)

    assert errors == []
    assert await copies(talk, message, talk.helper) == ["40", "41"]


async def test_a_copy_stands_with_the_other_side_alone(
    region: Region, talk: Talk, stranger: Someone
) -> None:
    message = await talk.say(talk.asker)
    for someone in (stranger, talk.asker):
        with pytest.raises(NotFound):
            await talk.deliver(message, someone, "40")

    assert len(await rows(region.database, RelayPlace)) == 1


async def test_an_answer_points_at_what_it_answers_on_either_screen(talk: Talk) -> None:
    asked = await talk.say(talk.asker, at=talk.place(talk.asker, "7"))
    await talk.deliver(asked, talk.helper, "40", "41")
    answer = await talk.say(talk.helper, reply_to="41", at=talk.place(talk.helper, "42"))
    more = await talk.say(talk.helper, reply_to="42")
    own = await talk.say(talk.asker, reply_to="7")

    assert await target(talk, answer, talk.asker) == "7"
    assert await target(talk, own, talk.helper) == "40", "where it begins"
    assert await target(talk, more, talk.asker) is None, "its copy is on the way yet"
    assert await target(talk, asked, talk.helper) is None, "no answer at all"


async def test_the_author_hears_once_that_nobody_can_be_written_to(
    region: Region, talk: Talk
) -> None:
    message = await talk.say(talk.asker)
    moment = region.clock.now()
    await undelivered(talk, message)
    region.advance_minutes(1)
    await undelivered(talk, message)

    assert (await only(region.database, RelayMessage)).undelivered_at == moment
    (letter,) = await queued(region.database, "relay.not_delivered")
    assert (letter.recipient_id, letter.params) == (talk.asker.id, {"message": message.id})


async def test_whoever_reads_on_the_site_needs_no_messenger(region: Region, talk: Talk) -> None:
    await region.grant(talk.helper, Role.SPECIALIST)
    token = await region.act(SYSTEM, create_link, talk.helper.id)
    message = await talk.say(talk.asker)
    async with region.database.write() as session:
        await open_session(session, token, "Браузер")
    await undelivered(talk, message)
    assert await queued(region.database, "relay.not_delivered") == []

    region.advance_minutes(3 * 24 * 60)
    await undelivered(talk, message)
    assert len(await queued(region.database, "relay.not_delivered")) == 1


async def test_what_the_messenger_did_is_no_line_of_the_log(region: Region, talk: Talk) -> None:
    message = await talk.say(talk.asker)
    before = len(await rows(region.database, AuditEntry))
    await talk.deliver(message, talk.helper, "40")
    await undelivered(talk, message)

    assert len(await rows(region.database, AuditEntry)) == before


async def test_what_was_taken_back_on_its_way_is_still_found_there(
    region: Region, talk: Talk
) -> None:
    message = await talk.say(talk.asker)
    await region.act(as_(talk.asker), withdraw, message.id)
    await talk.deliver(message, talk.helper, "40")

    assert await copies(talk, message, talk.helper) == ["40"]
    assert await recipients(region.database, "relay.withdraw") == [talk.helper.id]
