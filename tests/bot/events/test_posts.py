"""An event in a chat: one post whose button counts along, and /events typed there."""

from datetime import timedelta
from typing import Any

import pytest

from community.chats.models import Purpose
from community.chats.queries import chat_by_address
from community.core.actor import Role
from community.events.planning import service as planning
from community.events.planning.kinds import Guests
from community.events.planning.models import Event
from community.events.planning.service import hold_due
from community.events.posting import service as posting
from tests.support.club import OWNER, Club
from tests.support.factories import MESSENGER
from tests.support.visiting import Visiting


async def posted(club: Club, *, pins: bool = False, **changes: Any) -> tuple[Visiting, Event, int]:
    visiting = await Visiting.of(club)
    address = await club.chat(title="Наш чат")
    event = await visiting.season.event(**{"capacity": 50, **changes})
    async with club.region.database.read() as session:
        chat = await chat_by_address(session, MESSENGER, str(address))
    assert chat is not None
    organiser = visiting.season.organiser
    await club.region.act(organiser, posting.post, event.id, [chat.id], pins=pins)
    await club.settle()
    return visiting, event, address


async def post_in(club: Club, address: int) -> dict[str, Any]:
    """The bot's last message in the chat."""
    messages = (await club.messenger.chat(OWNER, address))["messages"]
    return dict([one for one in messages if one["from"]["is_bot"] and one.get("text")][-1])


async def later(club: Club, seconds: float = 20) -> None:
    club.region.clock.advance(timedelta(seconds=seconds))
    await club.settle()


def label(post: dict[str, Any]) -> str | None:
    return post["keyboard"][0][0]["text"] if post.get("keyboard") else None


async def edits(club: Club) -> int:
    calls = await club.messenger.calls()
    return sum(one["method"] == "editMessageText" for one in calls)


@pytest.mark.both_databases
async def test_a_post_says_what_when_and_where_and_leads_to_the_card(club: Club) -> None:
    visiting, event, address = await posted(club, about="Берём **корзинки** <и> пледы.")

    post = await post_in(club, address)

    assert "Пикник у озера" in post["text"]
    assert "пн, 23 марта, 10:00–13:00" in post["text"]
    assert "Берём корзинки <и> пледы." in post["text"]
    assert label(post) == "✅ Записаться · 0/50"
    assert post["keyboard"][0][0]["url"].endswith(f"?start=ev_{event.code}")
    await visiting.opens(visiting.anna, event)
    assert "только я" in str(await club.buttons(visiting.anna))


async def test_the_button_counts_along_and_many_sign_ups_are_one_edit(club: Club) -> None:
    visiting, event, address = await posted(club, capacity=4)
    before = await edits(club)
    for name in ("Мария", "Олег", "Инна"):
        someone = await club.region.member(name, "Ким")
        await visiting.season.sign_up(someone, event, adults=2)
    await club.settle()
    assert label(await post_in(club, address)) == "✅ Записаться · 0/4"

    await later(club)

    assert label(await post_in(club, address)) == "⏳ В лист ожидания · 4/4 · ждёт 1"
    assert await edits(club) == before + 1


async def test_what_is_called_off_says_so_and_loses_its_button(club: Club) -> None:
    visiting, event, address = await posted(club)
    await club.region.act(
        visiting.season.organiser, planning.cancel, event.id, "Ливень <весь день>"
    )

    await later(club)

    post = await post_in(club, address)
    assert post["text"].startswith("❌ Отменено. Ливень <весь день>")
    assert label(post) is None


async def test_what_is_over_says_so_and_loses_its_button(club: Club) -> None:
    _, _, address = await posted(club)
    club.region.advance_minutes(60 * 24 * 8)
    async with club.region.database.write() as session:
        await hold_due(session)

    await later(club)

    post = await post_in(club, address)
    assert post["text"].startswith("Уже прошло.")
    assert label(post) is None


async def test_another_time_stands_in_the_post_too(club: Club) -> None:
    visiting, event, address = await posted(club)
    await visiting.season.change(event, capacity=50, place="Дом культуры")

    await later(club)

    assert "Дом культуры" in (await post_in(club, address))["text"]


async def test_a_post_is_pinned_if_it_was_asked_for(club: Club) -> None:
    _, _, address = await posted(club, pins=True)

    post = await post_in(club, address)

    assert (await club.messenger.chat(OWNER, address))["pinned"]["id"] == post["id"]


async def test_where_the_bot_may_not_pin_the_post_stands_all_the_same(club: Club) -> None:
    visiting = await Visiting.of(club)
    address = await club.chat(title="Наш чат")
    await club.messenger.demote(address, bot=True)
    event = await visiting.season.event(capacity=50)
    async with club.region.database.read() as session:
        chat = await chat_by_address(session, MESSENGER, str(address))
    assert chat is not None

    await club.region.act(visiting.season.organiser, posting.post, event.id, [chat.id], pins=True)
    await club.settle()

    assert label(await post_in(club, address)) == "✅ Записаться · 0/50"
    visiting.season.region.advance_minutes(1)
    await visiting.season.sign_up(visiting.parent, event)
    await later(club)
    assert label(await post_in(club, address)) == "✅ Записаться · 1/50"


async def test_events_typed_in_a_chat_lists_what_is_coming_there(club: Club) -> None:
    visiting = await Visiting.of(club)
    season, places = visiting.season, [one.id for one in club.region.districts]
    await season.event(title="Для всех", capacity=50)
    await season.event(title="Своё", districts=frozenset({places[0]}))
    await season.event(title="Чужое", districts=frozenset({places[1]}))
    await season.event(title="Актив", guests=frozenset({Guests.CORE}))
    chat = await club.chat(title="Наш чат")
    await club.knock(visiting.anna, chat)

    await club.say(visiting.anna, "/events", chat_id=chat)

    said = await post_in(club, chat)
    assert "• пн, 23 марта, 10:00 · Для всех · 0/50" in said["text"]
    assert "Своё" in said["text"]
    assert "Чужое" not in said["text"]
    assert "Актив" not in said["text"]
    assert said["keyboard"][0][0]["url"].endswith("?start=events")
    await club.start(visiting.anna, "events")
    assert "Для всех" in await club.screen(visiting.anna)


async def test_a_chat_reads_of_five_at_most_or_that_there_is_nothing(club: Club) -> None:
    visiting = await Visiting.of(club)
    chat = await club.chat(title="Наш чат")
    await club.knock(visiting.anna, chat)
    await club.say(visiting.anna, "/events", chat_id=chat)
    assert "Пока ничего не назначено" in (await post_in(club, chat))["text"]
    for number in range(7):
        await visiting.season.event(title=f"Встреча {number}")

    await club.say(visiting.anna, "/events", chat_id=chat)

    assert (await post_in(club, chat))["text"].count("•") == 5


async def test_a_guardianship_body_hears_of_no_events(club: Club) -> None:
    visiting = await Visiting.of(club)
    await visiting.season.event()
    chat = await club.chat(Purpose.GUARDIANSHIP, title="Опека")
    await club.messenger.add_member(chat, visiting.anna)

    await club.say(visiting.anna, "/events", chat_id=chat)

    messages = (await club.messenger.chat(OWNER, chat))["messages"]
    assert not [
        one for one in messages if one["from"]["is_bot"] and "Пикник" in one.get("text", "")
    ]


async def test_the_chat_of_activists_reads_what_is_for_the_core(club: Club) -> None:
    visiting = await Visiting.of(club)
    await visiting.season.event(title="Для семей", guests=frozenset({Guests.FAMILIES}))
    await visiting.season.event(title="Для актива", guests=frozenset({Guests.CORE}))
    activist = await club.in_messenger(await club.region.holder(Role.ACTIVIST), "Пётр")
    chat = await club.chat(Purpose.ACTIVISTS, district=None, title="Актив")
    await club.knock(activist, chat)

    await club.say(activist, "/events", chat_id=chat)

    said = (await post_in(club, chat))["text"]
    assert "Для актива" in said
    assert "Для семей" not in said
