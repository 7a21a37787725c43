"""Only the two who talk read what was said."""

import pytest

from community.core.errors import NotAllowed, NotFound
from community.relay import queries
from tests.integration.relay.talk import Talk, as_
from tests.support.factories import SYSTEM, Region, Someone


async def mine(region: Region, someone: Someone) -> list[int]:
    return [row.id for row in await region.look(as_(someone), queries.mine)]


async def test_ones_own_open_conversations_the_newest_activity_first(
    region: Region, talk: Talk, other: Talk, mother: Someone, helper: Someone
) -> None:
    assert await mine(region, mother) == [other.id, talk.id]
    region.advance_minutes(1)
    await talk.say(helper)
    assert await mine(region, mother) == [talk.id, other.id]
    assert await mine(region, helper) == [talk.id]

    await talk.close(mother)
    assert await mine(region, mother) == [other.id]
    assert await mine(region, helper) == []
    with pytest.raises(NotAllowed):
        await region.look(SYSTEM, queries.mine)


async def test_nobody_else_reads_a_conversation(
    region: Region, talk: Talk, stranger: Someone
) -> None:
    await talk.say(talk.asker)
    for query in (queries.conversation_of, queries.transcript):
        for actor in (as_(stranger), SYSTEM):
            with pytest.raises(NotFound):
                await region.look(actor, query, talk.id)
        with pytest.raises(NotFound):
            await region.look(as_(talk.asker), query, talk.id + 1000)


async def test_both_read_it_also_when_it_is_over(region: Region, talk: Talk) -> None:
    await talk.close(talk.asker)
    for someone in (talk.asker, talk.helper):
        assert (await region.look(as_(someone), queries.conversation_of, talk.id)).id == talk.id


async def test_a_transcript_is_read_page_by_page_backwards(
    region: Region, talk: Talk, other: Talk
) -> None:
    said = [await talk.say(by, str(number)) for number, by in enumerate([talk.asker] * 3)]
    said.append(await talk.say(talk.helper, "3"))
    await other.say(other.asker)

    async def page(before_id: int | None) -> list[str | None]:
        found = await region.look(
            as_(talk.asker), queries.transcript, talk.id, before_id=before_id, limit=3
        )
        return [message.words for message in found]

    assert await page(None) == ["1", "2", "3"]
    assert await page(said[1].id) == ["0"]
    assert await page(said[0].id) == []
