"""Scenario 20: whoever blocked the bot is not tried again; a letter comes to who agreed to it."""

from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import update
from structlog.testing import capture_logs

from bot.delivery.registry import MAILABLE, PERFORMERS, RENDERERS
from community.announcements.hearing import choose
from community.announcements.kinds import Delivery, Hearing
from community.chats.models import Purpose
from community.core.outbox.models import OutboxMessage, State
from community.core.outbox.worker import OutboxWorker
from community.membership.leaving.service import leave
from community.membership.people import emails
from tests.support.announcing import (
    PIXEL,
    audience,
    counts_of,
    event_in,
    job_turn,
    leader_of,
    progress_of,
    sent,
    tomsk,
)
from tests.support.club import Club
from tests.support.crowd import crowd
from tests.support.databases import START
from tests.support.looking import rows
from tests.support.mailing import Mailing, confirmed_address
from tests.support.post import html, plain

MINUTE = timedelta(minutes=1)


async def calls_to(mailing: Mailing, user_id: int) -> int:
    calls = await mailing.club.messenger.calls()
    return sum(
        call["method"].startswith("send") and call.get("chat_id") == user_id for call in calls
    )


async def to_the_end(mailing: Mailing) -> None:
    await mailing.club.settle()
    await job_turn(mailing.region.database)
    await mailing.club.settle()


async def by_mail(mailing: Mailing) -> list[OutboxMessage]:
    return [row for row in await rows(mailing.region.database, OutboxMessage) if row.by_mail]


@pytest.mark.both_databases
async def test_of_twelve_who_blocked_the_bot_three_get_a_letter(mailing: Mailing) -> None:
    club, post = mailing.club, mailing.post
    people = await crowd(club.region, club.messenger, 20)
    addresses = await mailing.silent(people[:12], with_mail=3)
    leader = await leader_of(club.region)
    chat = await club.in_messenger(leader)
    with capture_logs() as logs:
        announcement = await sent(club.region, leader)
        await to_the_end(mailing)

    assert sorted(letter["To"] for letter in post.letters) == sorted(addresses)
    assert {letter["Subject"] for letter in post.letters} == {"Сообщение от клуба"}
    assert "Праздник двора в субботу в 12:00." in plain(post.letters[0])
    assert "<b>Праздник двора</b> в субботу" in html(post.letters[0])
    expected = {Delivery.DELIVERED: 8, Delivery.MAILED: 3, Delivery.BLOCKED: 9}
    assert await counts_of(club.region, announcement) == expected
    ((district, counts),) = (await progress_of(club.region, announcement)).districts
    assert (district and district.id, counts) == (club.region.districts[0].id, expected)
    told = await club.screen(chat)
    assert "Получили: 8\nПисьмом, потому что бот заблокирован: 3\nЗаблокировали бота: 9" in told
    for secret in ("example.org", "Праздник"):
        assert secret not in f"{logs}"

    before = [await calls_to(mailing, person) for person in people[:12]]
    second = await sent(club.region, leader)
    await to_the_end(mailing)
    assert await counts_of(club.region, second) == expected
    assert [await calls_to(mailing, person) for person in people[:12]] == before
    assert Counter(letter["To"] for letter in post.letters) == dict.fromkeys(addresses, 2)
    assert len({letter["Message-ID"] for letter in post.letters}) == 6


async def test_only_a_confirmed_address_of_somebody_silent_is_written_to(mailing: Mailing) -> None:
    club, post = mailing.club, mailing.post
    _, hears = await mailing.mother("hears@example.org")
    unproved, silent = await mailing.mother(address=None)
    await club.region.act(unproved, emails.ask, "unproved@example.org")
    await club.settle()
    post.letters.clear()
    await club.messenger.block_bot(silent)
    announcement = await sent(club.region, await leader_of(club.region))
    await to_the_end(mailing)
    assert post.letters == []
    assert "Праздник двора" in await club.words(hears)
    expected = {Delivery.DELIVERED: 1, Delivery.BLOCKED: 1}
    assert await counts_of(club.region, announcement) == expected


async def test_a_letter_says_why_it_came_and_how_to_stop_it(mailing: Mailing) -> None:
    club, post = mailing.club, mailing.post
    mother, anna = await mailing.mother()
    await club.messenger.block_bot(anna)
    leader = await leader_of(club.region)
    event = await event_in(club.region, leader)
    await sent(club.region, leader, event_id=event.id, picture=PIXEL)
    await to_the_end(mailing)
    (letter,) = post.letters
    card = "https://t.me/club_demo_bot?start=ev_PRAZDNIK"
    assert f"📅 Подробнее и запись: {card}" in plain(letter)
    assert f'<a href="{card}">📅 Подробнее и запись</a>' in html(letter)
    assert "Откройте его: https://t.me/club_demo_bot и нажмите «Старт»" in plain(letter)
    async with club.region.database.read() as session:
        mailbox = await emails.mailbox_of(session, mother.id)
    assert mailbox is not None
    stop = f"https://club.example/mail/{mailbox.stop}"
    assert f"Больше не присылать писем: {stop}" in plain(letter)
    assert letter["List-Unsubscribe"] == f"<{stop}>"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert 'src="cid:picture"' in html(letter)
    assert "image/png" in [part.get_content_type() for part in letter.walk()]


async def test_whoever_comes_back_gets_it_in_the_messenger(mailing: Mailing) -> None:
    club, post, clock = mailing.club, mailing.post, mailing.region.clock
    _, anna = await mailing.mother()
    leader = await leader_of(club.region)
    await club.messenger.block_bot(anna)
    await sent(club.region, leader)
    await to_the_end(mailing)
    assert len(post.letters) == 1

    clock.advance(tomsk(23) - clock.now())
    await sent(club.region, leader)
    await club.settle()
    await club.messenger.unblock_bot(anna)
    await club.start(anna)
    await mailing.pass_time(tomsk(9, day=17) - clock.now())
    assert len(post.letters) == 1
    assert (await club.words(anna)).count("Праздник двора") == 1


@pytest.mark.both_databases
async def test_at_night_no_letter_comes_either(mailing: Mailing) -> None:
    club, post, clock = mailing.club, mailing.post, mailing.region.clock
    people = await crowd(club.region, club.messenger, 1)
    await mailing.silent(people, with_mail=1)
    leader = await leader_of(club.region)
    clock.advance(tomsk(21) - clock.now())
    await sent(club.region, leader)
    clock.advance(timedelta(hours=2))
    await club.settle()
    assert post.letters == []
    await mailing.pass_time(tomsk(9, day=17) - clock.now())
    assert len(post.letters) == 1


@pytest.mark.both_databases
async def test_a_mail_server_that_is_away_delays_letters_and_nothing_else(mailing: Mailing) -> None:
    club, post = mailing.club, mailing.post
    people = await crowd(club.region, club.messenger, 20)
    addresses = await mailing.silent(people[:6], with_mail=6)
    await post.close_doors()
    announcement = await sent(club.region, await leader_of(club.region))
    await to_the_end(mailing)
    expected = {Delivery.DELIVERED: 14, Delivery.WAITING: 6}
    assert await counts_of(club.region, announcement) == expected
    for _ in range(20):  # more than the attempts of a message
        await mailing.pass_time(MINUTE)
    assert await counts_of(club.region, announcement) == expected

    await post.open_doors()
    await mailing.pass_time(MINUTE)
    assert sorted(letter["To"] for letter in post.letters) == sorted(addresses)
    await to_the_end(mailing)
    expected = {Delivery.DELIVERED: 14, Delivery.MAILED: 6}
    assert await counts_of(club.region, announcement) == expected


@pytest.mark.both_databases
async def test_a_mailbox_that_is_gone_has_failed_and_a_full_one_is_tried_again(
    mailing: Mailing,
) -> None:
    club, post = mailing.club, mailing.post
    people = await crowd(club.region, club.messenger, 3)
    gone, full, well = await mailing.silent(people, with_mail=3)
    post.refusals = {gone: "550 5.1.1 unknown", full: "452 4.2.2 full"}
    announcement = await sent(club.region, await leader_of(club.region))
    await to_the_end(mailing)
    assert [letter["To"] for letter in post.letters] == [well]
    assert await counts_of(club.region, announcement) == {
        Delivery.FAILED: 1,
        Delivery.WAITING: 1,
        Delivery.MAILED: 1,
    }
    post.refusals.clear()
    await mailing.pass_time(timedelta(minutes=10))
    assert [letter["To"] for letter in post.letters] == [well, full]


async def test_one_that_stays_full_is_given_up_at_last(sqlite_mailing: Mailing) -> None:
    club, post = sqlite_mailing.club, sqlite_mailing.post
    people = await crowd(club.region, club.messenger, 1)
    (full,) = await sqlite_mailing.silent(people, with_mail=1)
    post.refusals[full] = "452 4.2.2 full"
    announcement = await sent(club.region, await leader_of(club.region))
    for _ in range(12):
        await to_the_end(sqlite_mailing)
        club.region.clock.advance(timedelta(minutes=10))
    assert await counts_of(club.region, announcement) == {Delivery.FAILED: 1}


@pytest.mark.both_databases
async def test_a_process_killed_in_between_repeats_only_what_was_in_hand(mailing: Mailing) -> None:
    club, post = mailing.club, mailing.post
    people = await crowd(club.region, club.messenger, 12)
    addresses = await mailing.silent(people, with_mail=12)
    await sent(club.region, await leader_of(club.region))
    await club.settle()
    in_hand = [row.id for row in (await by_mail(mailing))[-4:]]
    async with club.region.database.write() as session:
        await session.execute(
            update(OutboxMessage)
            .where(OutboxMessage.id.in_(in_hand))
            .values(state=State.SENDING, lease_until=START)
        )
        await session.commit()
    await club.restart()
    await club.settle()
    counts = Counter(letter["To"] for letter in post.letters)
    assert set(counts) == set(addresses)
    assert sorted(counts.values()) == [1] * 8 + [2] * 4
    assert len({letter["Message-ID"] for letter in post.letters}) == 12


@pytest.mark.both_databases
async def test_letters_go_few_at_a_time_in_a_queue_of_their_own(mailing: Mailing) -> None:
    club, post = mailing.club, mailing.post
    people = await crowd(club.region, club.messenger, 40)
    await mailing.silent(people[:30], with_mail=30)
    announcement = await sent(club.region, await leader_of(club.region))
    messages = OutboxWorker(club.region.database, club.app.transport, by_mail=False)
    letters = OutboxWorker(club.region.database, club.app.transport, by_mail=True, batch=4)
    while await messages.send_batch():
        pass
    assert post.knocks == 0
    waiting = {Delivery.DELIVERED: 10, Delivery.WAITING: 30}
    assert await counts_of(club.region, announcement) == waiting
    while await letters.send_batch():
        pass
    assert await counts_of(club.region, announcement) == {
        Delivery.DELIVERED: 10,
        Delivery.MAILED: 30,
    }
    assert post.most_at_once <= 4


@pytest.mark.both_databases
async def test_whoever_left_or_took_the_address_away_gets_no_letter(mailing: Mailing) -> None:
    club, post = mailing.club, mailing.post
    people = await crowd(club.region, club.messenger, 3)
    _, _, stays = await mailing.silent(people, with_mail=3)
    first, second = [await mailing.known(person) for person in people[:2]]
    await post.close_doors()
    announcement = await sent(club.region, await leader_of(club.region))
    await club.settle()
    await club.region.act(first, leave)
    await club.region.act(second, emails.drop)
    await post.open_doors()
    await mailing.pass_time(MINUTE)
    await to_the_end(mailing)
    assert [letter["To"] for letter in post.letters] == [stays]
    assert await counts_of(club.region, announcement) == {
        Delivery.BLOCKED: 2,
        Delivery.MAILED: 1,
    }


async def test_the_letter_of_the_week_comes_whole(mailing: Mailing) -> None:
    club, post, clock = mailing.club, mailing.post, mailing.region.clock
    mother, anna = await mailing.mother()
    await club.region.act(mother, choose, Hearing.WEEKLY)
    await club.messenger.block_bot(anna)
    leader = await leader_of(club.region)
    event = await event_in(club.region, leader)
    first = await sent(club.region, leader, event_id=event.id)
    long = "**Субботник** в парке. " + "Берём перчатки и хорошее настроение. " * 20
    await sent(club.region, leader, body=long)
    await to_the_end(mailing)
    assert post.letters == []

    clock.advance(tomsk(18, day=20) - clock.now())
    await to_the_end(mailing)
    (letter,) = post.letters
    words = plain(letter)
    assert words.startswith("🔔 Неделя клуба\n\n1. Праздник двора в субботу в 12:00.")
    assert "Подробнее и запись: https://t.me/club_demo_bot?start=ev_PRAZDNIK" in words
    assert words.count("перчатки") == 20
    assert "Нажмите номер" not in words
    await job_turn(club.region.database)
    assert await counts_of(club.region, first) == {Delivery.MAILED: 1}


async def test_chats_get_no_letters(mailing: Mailing) -> None:
    club, post = mailing.club, mailing.post
    leader = await leader_of(club.region)
    group = await club.chat(Purpose.DISTRICT)
    announcement = await sent(club.region, leader, audience=audience(purposes=[Purpose.DISTRICT]))
    await club.messenger.kick_bot(group)
    await club.worker.send_batch()
    ((_, delivery),) = (await progress_of(club.region, announcement)).chats
    assert (delivery, post.letters) == (Delivery.BLOCKED, [])


def test_every_template_that_may_be_mailed_is_one() -> None:
    assert {*RENDERERS, *PERFORMERS} >= MAILABLE


async def test_without_a_mail_server_a_letter_ends_unreachable(club: Club) -> None:
    """It was taken out of the settings while addresses were there."""
    mother = await club.region.member()
    anna = await club.in_messenger(mother)
    await confirmed_address(club.region, mother, "anna@example.org")
    await club.messenger.block_bot(anna)
    leader = await leader_of(club.region)
    for _ in range(2):  # told to be unreachable, and known to be
        announcement = await sent(club.region, leader)
        await club.settle()
        assert await counts_of(club.region, announcement) == {Delivery.BLOCKED: 1}
