"""When the time comes, no word of a conversation is left; that there was one stays."""

from datetime import timedelta

from community.core.audit import AuditEntry
from community.core.options import Options
from community.membership.leaving.facts import PersonErased
from community.membership.leaving.service import erase_due as erase_people
from community.membership.leaving.service import leave
from community.relay import queries
from community.relay.models import Conversation, RelayMessage, RelayPlace
from community.relay.service import edit, erase_due, on_erased, withdraw
from tests.integration.relay.talk import ALIASES, Talk, as_, opened
from tests.support.factories import Region, Someone
from tests.support.looking import only, queued, race, rows
from tests.support.raw import found_in_clear, raw_bytes

MONTH = timedelta(days=Options.relay_erase_days)
SECOND = timedelta(seconds=1)


async def erase(region: Region) -> int:
    async with region.database.write() as session:
        erased = await erase_due(session)
    await region.database.forget_old_pages()
    return erased


async def stored_words(region: Region) -> list[str]:
    messages = await rows(region.database, RelayMessage)
    return [word for message in messages for word in (message.words, message.file) if word]


async def encrypted(region: Region) -> list[str]:
    """The stored bytes of every word, file and alias, as a thief would find them."""
    found: list[str] = []
    async with region.database.engine.connect() as connection:
        for statement in (
            "SELECT words, file FROM relay_message",
            "SELECT asker_alias, helper_alias FROM relay_conversation",
        ):
            for row in await connection.exec_driver_sql(statement):
                found += [bytes(value).hex() for value in row if value is not None]
    return found


async def present(region: Region, hexes: list[str]) -> int:
    stored = await raw_bytes(region.database)
    return sum(one.encode() in stored or bytes.fromhex(one) in stored for one in hexes)


async def talked(talk: Talk) -> None:
    message = await talk.say(talk.asker, "Он не спит", file="telegram:AgAC")
    await talk.deliver(message, talk.helper, "40")
    answer = await talk.say(talk.helper, "Я рядом", reply_to="40")
    await talk.deliver(answer, talk.asker, "41")


async def test_words_files_aliases_and_places_go_when_they_are_due(
    region: Region, talk: Talk
) -> None:
    await talked(talk)
    await talk.close(talk.asker)
    before = await encrypted(region)
    assert await present(region, before) == len(before) == 5

    region.clock.advance(MONTH - SECOND)
    assert await erase(region) == 0
    assert len(await stored_words(region)) == 3
    region.clock.advance(SECOND)
    assert await erase(region) == 1
    assert await erase(region) == 0

    assert await present(region, before) == 0, "the encrypted bytes are gone as well"
    assert await found_in_clear(region.database, ["Он не спит", "Я рядом", *ALIASES]) == []
    assert await stored_words(region) == []
    assert await rows(region.database, RelayPlace) == []
    row = await talk.row()
    assert (row.asker_alias, row.helper_alias) == ("—", "—")


async def test_counts_and_dates_stay_and_the_act_is_in_the_log(region: Region, talk: Talk) -> None:
    await talked(talk)
    await talk.close(talk.asker)
    was = await talk.row()
    region.clock.advance(MONTH)
    await erase(region)

    row = await talk.row()
    for date in ("opened_at", "asker_spoke_at", "helper_spoke_at", "last_said_at", "closed_at"):
        assert getattr(row, date) == getattr(was, date)
    messages = await rows(region.database, RelayMessage)
    assert len(messages) == 2
    assert {message.withdrawn_at for message in messages} == {None}
    assert messages[1].reply_to_id == messages[0].id
    entry = (await rows(region.database, AuditEntry))[-1]
    assert (entry.tag, entry.subject_id) == ("job:conversation:erase", talk.id)
    assert (entry.person_id, entry.facts) == (talk.asker.id, {})


async def test_an_open_conversation_is_kept(region: Region, talk: Talk, other: Talk) -> None:
    await talked(talk)
    await other.say(other.asker, "Другое", at=other.place(other.asker, "900"))
    await other.close(other.helper)
    region.clock.advance(MONTH)

    assert await erase(region) == 1
    assert len(await stored_words(region)) == 3
    assert len(await rows(region.database, RelayPlace)) == 4


async def test_what_is_erased_is_neither_taken_back_nor_placed(region: Region, talk: Talk) -> None:
    at = talk.place(talk.asker)
    message = await talk.say(talk.asker, at=at)
    await talk.close(talk.asker)
    region.clock.advance(MONTH)
    await erase(region)

    assert (await region.act(as_(talk.asker), withdraw, message.id)).withdrawn_at is None
    assert await region.act(as_(talk.asker), edit, at, "Снова") is None
    await talk.deliver(message, talk.helper, "40")
    assert await rows(region.database, RelayPlace) == []
    assert await queued(region.database, "relay.withdraw") == []


async def test_many_are_erased_in_batches(region: Region, mother: Someone, helper: Someone) -> None:
    moment = region.clock.now()
    async with region.database.write() as session:
        for _ in range(201):
            session.add(
                Conversation(
                    asker_id=mother.id,
                    helper_id=helper.id,
                    asker_alias="а",
                    helper_alias="б",
                    opened_at=moment,
                    closed_at=moment,
                    erase_at=moment,
                )
            )
        await session.commit()
    async with region.database.write() as session:
        assert [await erase_due(session) for _ in range(3)] == [200, 1, 0]


async def test_two_jobs_at_once_erase_everything_once(
    region: Region, talk: Talk, other: Talk
) -> None:
    await talked(talk)
    await other.say(other.asker, "Другое", at=other.place(other.asker, "900"))
    for one in (talk, other):
        await one.close(one.asker)
    region.clock.advance(MONTH)

    counts, errors = await race(erase(region), erase(region))

    assert errors == []
    assert sum(counts) == 2
    assert await stored_words(region) == []


async def test_the_words_of_somebody_who_is_forgotten_go_at_once(
    region: Region, helper: Someone
) -> None:
    mother = await region.member()
    talk = Talk(region, mother, helper, (await opened(region, mother, helper)).id)
    helps = Talk(region, helper, mother, (await opened(region, helper, mother)).id)
    await talked(talk)
    theirs = await helps.say(mother, "Тайнопись", at=helps.place(mother, "900"))
    await helps.deliver(theirs, helper, "50")
    await region.act(mother, leave)
    region.clock.advance(timedelta(days=Options.erase_after_days))

    async with region.database.write() as session:
        assert await erase_people(session) == 1

    assert await stored_words(region) == ["Я рядом"]
    rest = await only(region.database, RelayPlace)
    assert (rest.account_id, rest.is_copy) == (helper.account_id, False)
    asked, helped = await talk.row(), await helps.row()
    assert (asked.asker_alias, asked.helper_alias) == ("—", ALIASES[1])
    assert (helped.asker_alias, helped.helper_alias) == (ALIASES[0], "—")


async def test_a_stranger_forgotten_in_the_middle_of_talking_is_not_waited_for(
    region: Region, talk: Talk, other: Talk
) -> None:
    """A refused applicant never left, yet is erased after a month."""
    await talk.say(talk.helper)
    async with region.database.write() as session:
        await on_erased(session, PersonErased(talk.helper.id, ()))
        await session.commit()

    assert (await talk.row()).closed_at == region.clock.now()
    assert (await other.row()).closed_at is None
    (letter,) = await queued(region.database, "relay.closed")
    assert letter.recipient_id == talk.asker.id
    async with region.database.read() as session:
        assert await queries.mine(session, as_(talk.helper)) == []
