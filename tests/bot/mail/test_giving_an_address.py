"""✉️ in the profile: agreed to on one screen, proved by a code, taken away by one tap."""

import re
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from bot.features.privacy.export import as_text, collect
from bot.texts import Texts
from community.core.actor import Role
from community.core.outbox.models import OutboxMessage, State
from community.membership.people.models import PersonEmail
from tests.support.club import TOMSK, Club
from tests.support.looking import only, queued, rows
from tests.support.mailing import Mailing, confirmed_address
from tests.support.post import html, plain

ADDRESS = "anna.tainova@example.org"


async def open_mail(club: Club, user_id: int) -> None:
    await club.say(user_id, "/profile")
    await club.tap(user_id, "✉️")


async def give(club: Club, user_id: int, address: str = ADDRESS) -> None:
    await open_mail(club, user_id)
    await club.tap(user_id, "✅")
    await club.say(user_id, address)


def code_in(words: str) -> str:
    (code,) = re.findall(r"\b\d{6}\b", words)
    return str(code)


@pytest.mark.both_databases
async def test_an_address_is_agreed_to_proved_and_taken_away(mailing: Mailing) -> None:
    club, post = mailing.club, mailing.post
    _, anna = await mailing.mother(address=None)
    await open_mail(club, anna)
    screen = await club.screen(anna)
    for promise in ("объявления клуба", "не видит никто", "ни опека", "одним нажатием"):
        assert promise in screen
    await club.tap(anna, "✅")
    with capture_logs() as logs:
        await club.say(anna, f" {ADDRESS} ")
    assert "письмо с шестью цифрами" in await club.screen(anna)
    (letter,) = post.to(ADDRESS)
    assert letter["Subject"] == "Сообщение от клуба"
    code = code_in(plain(letter))
    assert code in html(letter)
    assert not any(word in f"{logs}" for word in (ADDRESS, "example.org", code))
    for word in ("приёмн", "опек", "замещающ", "foster"):
        assert word not in letter.as_string().lower() + plain(letter).lower()

    await club.say(anna, f"{code[:3]} {code[3:]}")
    assert f"✓ Письма придут на {ADDRESS}" in await club.screen(anna)
    assert await club.buttons(anna) == ["✏️ Другой адрес", "🗑 Убрать адрес", "⬅️ Назад", "🏠 Меню"]

    await club.tap(anna, "🗑")
    assert "Вы согласны?" in await club.screen(anna)
    assert await rows(mailing.region.database, PersonEmail) == []


async def test_a_slip_is_told_and_asked_again(mailing: Mailing) -> None:
    club, post = mailing.club, mailing.post
    _, anna = await mailing.mother(address=None)
    await give(club, anna, "анна собака мэйл")
    assert "не похоже на адрес" in await club.screen(anna)
    await club.say(anna, ADDRESS)
    code = code_in(plain(post.letters[0]))
    wrong = f"{(int(code) + 1) % 10**6:06}"
    await club.say(anna, wrong)
    assert "Эти цифры не подошли" in await club.screen(anna)
    for _ in range(4):
        await club.say(anna, wrong)
    await club.say(anna, code)
    assert "уже не действует" in await club.screen(anna)
    assert (await only(mailing.region.database, PersonEmail)).confirmed_at is None

    await open_mail(club, anna)
    await club.tap(anna, "🔁")
    await club.say(anna, code_in(plain(post.letters[1])))
    assert "✓" in await club.screen(anna)


async def test_a_code_that_waits_can_be_typed_later(sqlite_mailing: Mailing) -> None:
    club, post = sqlite_mailing.club, sqlite_mailing.post
    _, anna = await sqlite_mailing.mother(address=None)
    await give(club, anna)
    await open_mail(club, anna)
    assert f"На {ADDRESS} идёт письмо" in await club.screen(anna)
    await club.tap(anna, "⌨️")
    await club.say(anna, code_in(plain(post.letters[0])))
    assert "✓" in await club.screen(anna)


async def test_another_address_is_proved_like_the_first_one(sqlite_mailing: Mailing) -> None:
    club, post = sqlite_mailing.club, sqlite_mailing.post
    _, anna = await sqlite_mailing.mother()
    await open_mail(club, anna)
    await club.tap(anna, "✏️")
    await club.say(anna, "new@example.org")
    await club.say(anna, code_in(plain(post.to("new@example.org")[0])))
    assert "✓ Письма придут на new@example.org" in await club.screen(anna)


async def test_where_no_letter_arrives_the_address_is_asked_anew(mailing: Mailing) -> None:
    club, post = mailing.club, mailing.post
    post.refusals[ADDRESS] = f"550 5.1.1 {ADDRESS}: no such mailbox"
    _, anna = await mailing.mother(address=None)
    with capture_logs() as logs:
        await give(club, anna)
    assert ADDRESS not in f"{logs}"
    assert "не доходит" in await club.words(anna)
    assert await rows(mailing.region.database, PersonEmail) == []
    (letter,) = await queued(mailing.region.database, "mail.code")
    assert (letter.state, letter.error) == (State.FAILED, "smtp_550")


async def test_while_the_mail_server_is_away_the_code_waits(mailing: Mailing) -> None:
    club, post = mailing.club, mailing.post
    await post.close_doors()
    _, anna = await mailing.mother(address=None)
    await give(club, anna)
    (letter,) = await queued(mailing.region.database, "mail.code")
    assert (letter.state, letter.attempts) == (State.PENDING, 0)
    await post.open_doors()
    await mailing.pass_time(timedelta(minutes=1))
    await club.say(anna, code_in(plain(post.letters[0])))
    assert "✓" in await club.screen(anna)


async def test_letters_of_one_day_come_to_an_end(sqlite_mailing: Mailing) -> None:
    club, post = sqlite_mailing.club, sqlite_mailing.post
    _, anna = await sqlite_mailing.mother(address=None)
    await give(club, anna)
    for _ in range(6):
        await open_mail(club, anna)
        await club.tap(anna, "🔁")
    assert len(post.letters) == 5
    sent = [row for row in await rows(club.region.database, OutboxMessage) if row.by_mail]
    assert len(sent) == 5


async def test_it_is_in_the_copy_of_all_data_and_among_what_nobody_sees(
    sqlite_mailing: Mailing,
) -> None:
    club, region = sqlite_mailing.club, sqlite_mailing.region
    mother, anna = await sqlite_mailing.mother(ADDRESS)
    await club.say(anna, "/privacy")
    (own,) = [line for line in (await club.screen(anna)).split("\n") if "только вы" in line]
    assert "адрес почты, если вы его указали" in own
    texts = Texts("ru", TOMSK)
    copy = as_text(await region.look(mother, collect, "ru"), texts).decode()
    assert f"МОЯ ПОЧТА\nадрес: {ADDRESS}; с: 16 марта 2026" in copy


ROLES: list[tuple[str, Role | None, bool]] = [
    ("stranger", None, False),
    ("parent", Role.PARENT, True),
    ("specialist", Role.SPECIALIST, True),
    ("facilitator", Role.FACILITATOR, True),
    ("methodologist", Role.METHODOLOGIST, True),
    ("activist", Role.ACTIVIST, True),
    ("leader", Role.LEADER, True),
    ("administrator", Role.ADMIN, True),
]


@pytest.mark.parametrize(("name", "role", "offered"), ROLES, ids=[name for name, _, _ in ROLES])
async def test_it_is_offered_to_whoever_is_in_the_club(
    sqlite_mailing: Mailing, name: str, role: Role | None, offered: bool
) -> None:
    club = sqlite_mailing.club
    parents = (Role.PARENT, Role.FACILITATOR)
    someone = await (club.region.member() if role in parents else club.region.newcomer())
    if role not in (None, Role.PARENT):
        await club.region.grant(someone, role)
    user_id = await club.in_messenger(someone)
    await club.say(user_id, "/profile")
    assert ("✉️ Почта" in await club.buttons(user_id)) is offered


async def test_without_a_mail_server_nothing_is_offered(sqlite_club: Club) -> None:
    anna = await sqlite_club.in_messenger(await sqlite_club.region.member())
    await sqlite_club.say(anna, "/profile")
    assert not any("✉️" in label for label in await sqlite_club.buttons(anna))


async def test_an_address_can_be_taken_away_where_none_can_be_given(sqlite_club: Club) -> None:
    mother = await sqlite_club.region.member()
    anna = await sqlite_club.in_messenger(mother)
    await confirmed_address(sqlite_club.region, mother, ADDRESS)
    await open_mail(sqlite_club, anna)
    assert await sqlite_club.buttons(anna) == ["🗑 Убрать адрес", "⬅️ Назад", "🏠 Меню"]
    await sqlite_club.tap(anna, "🗑")
    assert await rows(sqlite_club.region.database, PersonEmail) == []
