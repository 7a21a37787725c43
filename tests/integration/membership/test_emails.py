"""An address is written to once its owner has said so, and never after they took it away."""

from datetime import datetime, timedelta

import pytest

from community.core.actor import Role
from community.core.audit import AuditEntry
from community.core.errors import InvalidInput, NotAllowed, NotFound
from community.membership.leaving.queries import everything_about
from community.membership.leaving.service import erase_due, leave
from community.membership.people import emails
from community.membership.people.errors import EmailCodeOver, EmailCodeWrong, TooManyEmails
from community.membership.people.models import PersonEmail
from tests.support.factories import SYSTEM, Region, Someone
from tests.support.looking import only, queued, race, rows
from tests.support.raw import found_in_clear

ADDRESS = "anna.tainova@example.org"
HOUR = timedelta(hours=1)


async def asked_at(region: Region) -> datetime:
    return (await only(region.database, PersonEmail)).asked_at


async def code_of(region: Region, someone: Someone) -> str:
    """As the letter that is due now would bring it."""
    moment = await asked_at(region)
    async with region.database.write() as session:
        made = await emails.new_code(session, someone.id, moment)
    assert made is not None
    mailbox, code = made
    assert mailbox.address == ADDRESS
    return code


async def confirmed(region: Region, someone: Someone) -> None:
    await region.act(someone, emails.ask, ADDRESS)
    await region.act(someone, emails.confirm, await code_of(region, someone))


async def mailbox(region: Region, someone: Someone) -> emails.Mailbox | None:
    async with region.database.read() as session:
        return await emails.mailbox_of(session, someone.id)


async def test_only_a_confirmed_address_is_written_to(region: Region) -> None:
    anna = await region.member()
    await region.act(anna, emails.ask, f" {ADDRESS} ")
    (letter,) = await queued(region.database, "mail.code")
    assert letter.by_mail
    assert letter.params == {"person": anna.id, "asked_at": (await asked_at(region)).isoformat()}
    assert await mailbox(region, anna) is None

    code = await code_of(region, anna)
    await region.act(anna, emails.confirm, f" {code[:3]} {code[3:]} ")

    found = await mailbox(region, anna)
    assert found is not None
    assert found.address == ADDRESS
    tags = [entry.tag for entry in await rows(region.database, AuditEntry)]
    assert tags[-2:] == ["bot:email:add", "bot:email:confirm"]
    await region.act(anna, emails.confirm, code)  # the update came twice
    assert (await rows(region.database, AuditEntry))[-1].tag == "bot:email:confirm"


async def test_neither_address_nor_code_lies_open(region: Region) -> None:
    anna = await region.member()
    await region.act(anna, emails.ask, ADDRESS)
    code = await code_of(region, anna)
    assert await found_in_clear(region.database, [ADDRESS, f'"{code}"']) == []


@pytest.mark.parametrize("typed", ["", "anna", "anna@", "анна@example.org"])
async def test_what_is_no_address_is_not_written_to(region: Region, typed: str) -> None:
    anna = await region.member()
    with pytest.raises(InvalidInput) as refused:
        await region.act(anna, emails.ask, typed)
    assert refused.value.fields == {"field": "email"}
    assert await queued(region.database, "mail.code") == []


async def test_whoever_is_not_in_the_club_makes_it_write_to_nobody(region: Region) -> None:
    stranger = await region.newcomer()
    applicant, _ = await region.applicant()
    for someone in (stranger, applicant):
        with pytest.raises(NotAllowed):
            await region.act(someone, emails.ask, ADDRESS)
    specialist = await region.newcomer()
    await region.grant(specialist, Role.SPECIALIST)
    await region.act(specialist, emails.ask, ADDRESS)


async def test_wrong_digits_are_counted_and_soon_even_the_right_ones_do_not_fit(
    region: Region,
) -> None:
    anna = await region.member()
    await region.act(anna, emails.ask, ADDRESS)
    code = await code_of(region, anna)
    wrong = f"{(int(code) + 1) % 10**6:06}"
    for _ in range(emails.TRIES - 1):
        with pytest.raises(EmailCodeWrong):
            await region.act(anna, emails.confirm, wrong)
    with pytest.raises(EmailCodeOver):
        await region.act(anna, emails.confirm, wrong)
    with pytest.raises(EmailCodeOver):
        await region.act(anna, emails.confirm, code)
    assert await mailbox(region, anna) is None

    await region.act(anna, emails.ask, ADDRESS)
    await region.act(anna, emails.confirm, await code_of(region, anna))
    assert await mailbox(region, anna) is not None


async def test_many_guesses_at_once_are_all_counted(region: Region) -> None:
    anna = await region.member()
    await region.act(anna, emails.ask, ADDRESS)
    code = int(await code_of(region, anna))
    guesses = [f"{(code + step) % 10**6:06}" for step in range(1, 13)]
    _, errors = await race(*(region.act(anna, emails.confirm, guess) for guess in guesses))
    kinds = [type(error) for error in errors]
    assert kinds.count(EmailCodeWrong) == emails.TRIES - 1
    assert kinds.count(EmailCodeOver) == len(guesses) - emails.TRIES + 1


async def test_a_code_lives_an_hour_and_before_its_letter_there_is_none(region: Region) -> None:
    anna = await region.member()
    with pytest.raises(NotFound):
        await region.act(anna, emails.confirm, "123456")
    await region.act(anna, emails.ask, ADDRESS)
    with pytest.raises(EmailCodeOver):
        await region.act(anna, emails.confirm, "")
    code = await code_of(region, anna)
    region.clock.advance(HOUR)
    with pytest.raises(EmailCodeOver):
        await region.act(anna, emails.confirm, code)


async def test_another_address_replaces_the_first_one_and_its_letter(region: Region) -> None:
    anna = await region.member()
    await confirmed(region, anna)
    before = await asked_at(region)
    region.clock.advance(HOUR)
    await region.act(anna, emails.ask, "new@example.org")
    assert await mailbox(region, anna) is None
    async with region.database.write() as session:
        assert await emails.new_code(session, anna.id, before) is None
        assert await emails.new_code(session, anna.id, before + HOUR) is not None


async def test_so_many_letters_with_a_code_a_day_and_no_more(region: Region) -> None:
    anna = await region.member()
    _, errors = await race(*(region.act(anna, emails.ask, ADDRESS) for _ in range(8)))
    assert {type(error) for error in errors} == {TooManyEmails}
    assert len(await queued(region.database, "mail.code")) == emails.ASKS
    await region.act(anna, emails.drop)
    with pytest.raises(TooManyEmails):
        await region.act(anna, emails.ask, ADDRESS)
    await region.act(await region.member(), emails.ask, ADDRESS)
    region.clock.advance(timedelta(days=1, seconds=1))
    await region.act(anna, emails.ask, ADDRESS)


async def test_a_refused_address_is_forgotten_and_its_giver_is_told_once(region: Region) -> None:
    anna = await region.member()
    await region.act(anna, emails.ask, ADDRESS)
    moment = await asked_at(region)
    for _ in range(2):
        async with region.database.write() as session:
            await emails.note_refused(session, anna.id, moment)
    assert await rows(region.database, PersonEmail) == []
    (told,) = await queued(region.database, "mail.refused")
    assert (told.recipient_id, told.by_mail) == (anna.id, False)


async def test_it_is_taken_away_by_one_tap_and_a_second_changes_nothing(region: Region) -> None:
    anna = await region.member()
    await confirmed(region, anna)
    await region.act(anna, emails.drop)
    await region.act(anna, emails.drop)
    assert await rows(region.database, PersonEmail) == []
    tags = [entry.tag for entry in await rows(region.database, AuditEntry)]
    assert tags.count("bot:email:remove") == 1


async def test_the_secret_of_a_letter_takes_the_address_away(region: Region) -> None:
    anna = await region.member()
    await confirmed(region, anna)
    found = await mailbox(region, anna)
    assert found is not None
    async with region.database.write() as session:
        with pytest.raises(NotFound):
            await emails.stop(session, "another secret", "web")
        await emails.stop(session, found.stop, "web")
    assert await mailbox(region, anna) is None
    entry = (await rows(region.database, AuditEntry))[-1]
    assert (entry.tag, entry.person_id, entry.actor_id) == ("web:email:remove", anna.id, anna.id)
    async with region.database.write() as session:
        with pytest.raises(NotFound):
            await emails.stop(session, found.stop, "web")


async def test_it_goes_with_whoever_leaves(region: Region) -> None:
    anna = await region.member()
    await confirmed(region, anna)
    await region.act(anna, leave)
    assert await rows(region.database, PersonEmail) == []


async def test_it_goes_with_whoever_is_erased(region: Region) -> None:
    """A refused person with a role has never left: their time comes all the same."""
    anna = await region.member()
    await confirmed(region, anna)
    async with region.database.write() as session:
        person = await emails.people.person(session, anna.id)
        person.erase_at = region.clock.now()
        await session.commit()
    async with region.database.write() as session:
        assert await erase_due(session) == 1
    assert await rows(region.database, PersonEmail) == []


async def test_the_copy_of_all_data_holds_it(region: Region) -> None:
    anna = await region.member()
    assert (await region.look(anna, everything_about))["email"] == []
    await confirmed(region, anna)
    export = await region.look(anna, everything_about)
    assert export["email"] == [{"address": ADDRESS, "since": region.clock.now()}]
    other = await region.member("Ольга")
    assert (await region.look(other, everything_about))["email"] == []


async def test_the_system_itself_has_no_address(region: Region) -> None:
    with pytest.raises(NotAllowed):
        await region.act(SYSTEM, emails.ask, ADDRESS)
