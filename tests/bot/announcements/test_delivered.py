"""Scenarios 19 and 20, and what an announcement looks like where it arrives."""

import re
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from bot.delivery.registry import PERFORMERS, RENDERERS
from community.announcements import letters, sending, service
from community.announcements.kinds import AnnouncementState, Delivery
from community.chats.models import Purpose
from community.core.pictures import Picture
from community.membership.people.models import MessengerAccount, Person, RoleGrant, Standing
from tests.support.announcing import (
    PIXEL,
    audience,
    counts_of,
    event_in,
    job_turn,
    leader_of,
    progress_of,
    sent,
    state_of,
    tomsk,
    written,
)
from tests.support.club import Club
from tests.support.crowd import crowd
from tests.support.factories import Someone
from tests.support.looking import only, rows

FAMILIES = 283


async def leader_in(club: Club, district: int | None = None) -> tuple[Someone, int]:
    leader = await leader_of(club.region, district)
    return leader, await club.in_messenger(leader)


async def calls(club: Club, method: str) -> list[dict[str, Any]]:
    return [call for call in await club.messenger.calls() if call["method"] == method]


async def newest(club: Club, user_id: int) -> dict[str, Any]:
    messages = (await club.messenger.inbox(user_id))["messages"]
    return dict([one for one in messages if one["from"]["is_bot"]][-1])


async def mother_in(club: Club, district: int = 0) -> tuple[Someone, int]:
    mother = await club.region.member(district=district)
    return mother, await club.in_messenger(mother, "Анна")


async def to_the_end(club: Club) -> None:
    await club.settle()
    await job_turn(club.region.database)
    await club.settle()


@pytest.mark.both_databases
async def test_killed_half_way_it_reaches_all_families_once(club: Club) -> None:
    people = await crowd(club.region, club.messenger, FAMILIES)
    leader, chat = await leader_in(club)
    announcement = await sent(club.region, leader)
    for _ in range(5):
        await club.worker.send_batch()
    assert 0 < (await counts_of(club.region, announcement))[Delivery.DELIVERED] < FAMILIES

    await club.restart()
    await to_the_end(club)

    assert await counts_of(club.region, announcement) == {Delivery.DELIVERED: FAMILIES}
    arrived = [call for call in await calls(club, "sendMessage") if call["ok"]]
    told = Counter(call["chat_id"] for call in arrived if call["chat_id"] != chat)
    assert told == dict.fromkeys(people, 1)
    assert await club.screen(chat) == "📣 Объявление «Праздник» разослано.\n\nПолучили: 283"


@pytest.mark.both_databases
async def test_twelve_blocked_the_bot_and_nobody_learns_who(club: Club) -> None:
    people = await crowd(club.region, club.messenger, 20)
    leader, chat = await leader_in(club)
    for person in people[:12]:
        await club.messenger.block_bot(person)
    announcement = await sent(club.region, leader)
    await to_the_end(club)
    expected = {Delivery.DELIVERED: 8, Delivery.BLOCKED: 12}
    assert await counts_of(club.region, announcement) == expected
    ((district, counts),) = (await progress_of(club.region, announcement)).districts
    assert (district and district.id, counts) == (club.region.districts[0].id, expected)
    assert "Заблокировали бота: 12" in await club.screen(chat)
    lost = MessengerAccount.unreachable_since.is_not(None)
    assert len(await rows(club.region.database, MessengerAccount, lost)) == 12

    before = len(await calls(club, "sendMessage"))
    second = await sent(club.region, leader)
    await to_the_end(club)
    assert await counts_of(club.region, second) == expected
    assert len(await calls(club, "sendMessage")) == before + 8 + 1  # and the word to the leader


async def test_floods_failures_and_lost_connections_lose_nobody(sqlite_club: Club) -> None:
    """10% answered by 429, 5% by 500; 2% of answers lost on the way may come twice, no others."""
    club = sqlite_club
    people = await crowd(club.region, club.messenger, 150)
    leader = await leader_of(club.region)
    await club.messenger.fault("429", "sendMessage", probability=0.10, retry_after=1)
    await club.messenger.fault("500", "sendMessage", probability=0.05)
    await club.messenger.fault("drop_after", "sendMessage", probability=0.02)
    announcement = await sent(club.region, leader)
    for _ in range(40):
        await club.settle()
        club.region.clock.advance(timedelta(seconds=30))
        if (await progress_of(club.region, announcement)).waiting == 0:
            break
    assert await counts_of(club.region, announcement) == {Delivery.DELIVERED: 150}
    made = await calls(club, "sendMessage")
    arrived = Counter(call["chat_id"] for call in made if call["ok"])
    lost = sum(arrived.values()) - len(people)
    assert set(arrived) == set(people)
    assert any(call.get("error_code") == 429 for call in made)
    assert 0 <= lost <= 12


async def test_a_preview_is_what_the_others_get(club: Club) -> None:
    leader, own = await leader_in(club)
    _, hers = await mother_in(club)
    announcement = await written(
        club.region,
        leader,
        picture=PIXEL,
        button_label="Как доехать",
        button_url="https://club.example/map?a=1&b=2",
    )
    await club.region.act(leader, service.preview, announcement.id)
    await club.settle()
    preview = await newest(club, own)
    assert "Анна" not in preview["text"]
    await club.region.act(leader, sending.send, announcement.id)
    await club.settle()
    letter = await newest(club, hers)
    for part in ("text", "html", "keyboard"):
        assert letter[part] == preview[part]
    assert letter["html"].startswith("<b>Праздник двора</b> в субботу")
    assert letter["media"]["kind"] == "photo"
    assert letter["keyboard"] == [
        [{"text": "Как доехать", "url": "https://club.example/map?a=1&b=2"}]
    ]


@pytest.mark.both_databases
async def test_a_picture_is_carried_once_however_many_see_it(club: Club) -> None:
    people = await crowd(club.region, club.messenger, 60)
    leader = await leader_of(club.region)
    await club.messenger.block_bot(people[0])
    announcement = await sent(club.region, leader, picture=PIXEL)
    await to_the_end(club)
    assert await counts_of(club.region, announcement) == {
        Delivery.DELIVERED: 59,
        Delivery.BLOCKED: 1,
    }
    media = [(await newest(club, person))["media"] for person in people[1:]]
    assert len({one["file_id"] for one in media}) == 1
    picture = await only(club.region.database, Picture)
    assert picture.sent_ref == f"telegram:{media[0]['file_id']}"


async def test_a_picture_that_the_messenger_has_forgotten_is_carried_anew(club: Club) -> None:
    leader = await leader_of(club.region)
    _, hers = await mother_in(club)
    announcement = await written(club.region, leader, picture=PIXEL)
    async with club.region.database.write() as session:
        picture = await session.get_one(Picture, announcement.picture_id)
        picture.sent_ref = "telegram:AgACof-another-bot"
        await session.commit()
    await club.region.act(leader, sending.send, announcement.id)
    await club.settle()
    assert (await newest(club, hers))["media"]["kind"] == "photo"
    assert (await only(club.region.database, Picture)).sent_ref != "telegram:AgACof-another-bot"


@pytest.mark.both_databases
async def test_words_arrive_without_a_picture_that_the_messenger_refuses(club: Club) -> None:
    people = await crowd(club.region, club.messenger, 40)
    leader = await leader_of(club.region)
    announcement = await sent(club.region, leader, picture=b"\x89PNG\r\n\x1a\n no more")
    await to_the_end(club)
    assert await counts_of(club.region, announcement) == {Delivery.DELIVERED: 40}
    assert (await newest(club, people[-1]))["media"] is None
    assert len(await calls(club, "sendPhoto")) == 1


async def test_chats_get_it_once_pinned_with_a_button_to_the_event(club: Club) -> None:
    leader, _ = await leader_in(club)
    group = await club.chat(Purpose.DISTRICT)
    other = await club.chat(Purpose.GUARDIANSHIP, title="Опека")
    event = await event_in(club.region, leader)
    announcement = await sent(
        club.region,
        leader,
        audience=audience(purposes=[Purpose.DISTRICT, Purpose.GUARDIANSHIP]),
        pins=True,
        event_id=event.id,
    )
    await to_the_end(club)
    await to_the_end(club)
    posts = [call for call in await calls(club, "sendMessage") if call["chat_id"] in (group, other)]
    assert [call["chat_id"] for call in posts] == [group]
    assert [call["chat_id"] for call in await calls(club, "pinChatMessage")] == [group]
    assert await state_of(club.region, announcement) is AnnouncementState.SENT
    seen = await club.messenger.chat(4001, group)
    (post,) = [one for one in seen["messages"] if one["text"]]
    assert post["keyboard"] == [
        [
            {
                "text": "📅 Подробнее и запись",
                "url": "https://t.me/club_demo_bot?start=ev_PRAZDNIK",
            }
        ]
    ]


async def test_where_the_bot_may_not_pin_the_post_stays_all_the_same(club: Club) -> None:
    leader, _ = await leader_in(club)
    group = await club.chat(Purpose.DISTRICT)
    await club.messenger.demote(group, bot=True)
    announcement = await sent(
        club.region, leader, audience=audience(purposes=[Purpose.DISTRICT]), pins=True
    )
    await to_the_end(club)
    ((_, delivery),) = (await progress_of(club.region, announcement)).chats
    assert delivery is Delivery.DELIVERED
    assert await state_of(club.region, announcement) is AnnouncementState.SENT


async def test_whoever_left_before_their_turn_gets_nothing(club: Club) -> None:
    leader = await leader_of(club.region)
    mother, hers = await mother_in(club)
    before = await club.words(hers)
    announcement = await sent(club.region, leader)
    async with club.region.database.write() as session:
        (await session.get_one(Person, mother.id)).standing = Standing.LEFT
        await session.commit()
    await to_the_end(club)
    assert await club.words(hers) == before
    assert await counts_of(club.region, announcement) == {Delivery.SKIPPED: 1}


async def test_what_was_due_before_the_night_waits_for_the_morning(club: Club) -> None:
    leader = await leader_of(club.region)
    _, hers = await mother_in(club)
    clock = club.region.clock
    clock.advance(tomsk(21) - clock.now())
    announcement = await sent(club.region, leader)
    clock.advance(timedelta(hours=2))  # the process was down meanwhile
    await club.settle()
    assert "Праздник двора" not in await club.words(hers)
    clock.advance(tomsk(8, day=17) - clock.now())
    await to_the_end(club)
    assert "Праздник двора" in await club.words(hers)
    assert await state_of(club.region, announcement) is AnnouncementState.SENT


async def test_an_author_who_leads_no_more_is_told_nothing(club: Club) -> None:
    leader, own = await leader_in(club)
    await mother_in(club)
    announcement = await sent(club.region, leader)
    async with club.region.database.write() as session:
        grants = update(RoleGrant).where(RoleGrant.person_id == leader.id)
        await session.execute(grants.values(revoked_at=club.region.clock.now()))
        await session.commit()
    before = await club.words(own)
    await to_the_end(club)
    assert await club.words(own) == before
    assert await state_of(club.region, announcement) is AnnouncementState.SENT


def test_announcements_and_the_bot_know_the_same_templates() -> None:
    source = Path(letters.__file__).read_text(encoding="utf-8")
    named = set(re.findall(r'"(announcement\.[a-z_]+)"', source))
    assert named == {code for code in {*RENDERERS, *PERFORMERS} if code.startswith("announcement.")}
