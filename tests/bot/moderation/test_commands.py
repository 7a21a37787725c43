"""/warn, /mute, /ban, /unban, /ok in the chat: done quietly, answered in private alone."""

from datetime import timedelta

import pytest

from community.core.actor import Role
from moderation.incidents.kinds import Decision, SanctionKind, Source
from moderation.incidents.models import Incident, Sanction
from tests.support.club import OWNER, Club
from tests.support.desk import Desk
from tests.support.judging import DESPAIR
from tests.support.looking import rows

RUDE = "Сами вы такие, и дети ваши такие"


async def sanctions(club: Club) -> list[Sanction]:
    return list(await rows(club.region.database, Sanction))


@pytest.mark.both_databases
async def test_a_warning_takes_the_message_and_the_command_away_in_silence(club: Club) -> None:
    desk = await Desk.of(club)
    author, moderator = await desk.neighbour("Мария"), await desk.moderator("Вера")
    rude = await desk.say(author, RUDE)

    await desk.command(moderator, "/warn опять ругань", to=rude)

    assert await desk.lines() == []
    card = await desk.card()
    assert RUDE in card
    assert "Решение: удалить и предупредить" in card
    assert "У автора предупреждение" in card
    words = await club.words(author)
    assert "⚠️ Предупреждение" in words
    assert RUDE in words
    assert "опять ругань" not in words + card
    assert (await desk.incident()).source is Source.MODERATOR


@pytest.mark.parametrize(
    ("typed", "term"),
    [
        ("/mute 30m", timedelta(minutes=30)),
        ("/mute 2h", timedelta(hours=2)),
        ("/mute 1d", timedelta(days=1)),
        ("/mute 2 часа", timedelta(hours=2)),
        ("/mute на сутки", timedelta(days=1)),
        ("/mute", timedelta(hours=1)),
    ],
)
async def test_a_mute_lasts_as_long_as_was_typed_or_as_the_ladder_says(
    sqlite_club: Club, typed: str, term: timedelta
) -> None:
    desk = await Desk.of(sqlite_club)
    author, moderator = await desk.neighbour(), await desk.moderator()

    await desk.command(moderator, typed, to=await desk.say(author, RUDE))

    (mute,) = await sanctions(sqlite_club)
    assert mute.kind is SanctionKind.MUTE
    assert mute.until == mute.begins_at + term
    assert await desk.status(author) == "restricted"


@pytest.mark.parametrize("typed", ["/mute 5x", "/mute навсегда", "/mute 0m", "/mute 999999 недель"])
async def test_a_term_that_cannot_be_read_does_nothing_and_says_what_can(
    sqlite_club: Club, typed: str
) -> None:
    desk = await Desk.of(sqlite_club)
    author, moderator = await desk.neighbour(), await desk.moderator()

    await desk.command(moderator, typed, to=await desk.say(author, RUDE))

    assert await desk.lines() == [RUDE]
    assert "/mute 30 минут, /mute 2 часа" in await sqlite_club.screen(moderator)
    assert await desk.incidents() == []
    assert await desk.status(author) == "member"


async def test_a_ban_is_taken_back_by_another_word(club: Club) -> None:
    desk = await Desk.of(club)
    author, moderator = await desk.neighbour(), await desk.moderator()
    earlier = await desk.say(author, "Доброе утро")
    await desk.command(moderator, "/ban", to=await desk.say(author, RUDE))
    assert await desk.status(author) == "kicked"
    assert "Чаты клуба для вас закрыты" in await club.words(author)

    await desk.command(moderator, "/unban", to=earlier)

    assert await desk.status(author) == "left"
    assert "снова может писать" in await club.screen(moderator)
    await desk.command(moderator, "/unban", to=earlier)
    assert "Снимать нечего" in await club.screen(moderator)


async def test_ok_closes_what_waits_about_a_message(club: Club) -> None:
    desk = await Desk.of(club)
    author, moderator = await desk.neighbour(), await desk.moderator()
    alarming = await desk.say(author, f"{DESPAIR} без чая")

    await desk.command(moderator, "/ok", to=alarming)

    assert (await desk.incident()).decision is Decision.FALSE_ALARM
    assert await desk.lines() == [f"{DESPAIR} без чая"]
    assert "всё в порядке" in await club.screen(moderator)
    await desk.command(moderator, "/ok", to=alarming)
    assert "ничего не ждёт решения" in await club.screen(moderator)


@pytest.mark.parametrize("command", ["/warn", "/mute 1h", "/ban"])
async def test_somebody_in_distress_is_not_punished_by_haste(
    sqlite_club: Club, command: str
) -> None:
    desk = await Desk.of(sqlite_club)
    author, moderator = await desk.neighbour(), await desk.moderator()
    cry = await desk.say(author, f"Я {DESPAIR}")

    await desk.command(moderator, command, to=cry)

    assert await desk.lines() == [f"Я {DESPAIR}"]
    assert await sanctions(sqlite_club) == []
    assert "помогают, а не наказывают" in await sqlite_club.screen(moderator)


@pytest.mark.parametrize("command", ["/warn", "/mute", "/ban", "/unban", "/ok"])
async def test_others_commands_vanish_with_a_kind_word(sqlite_club: Club, command: str) -> None:
    desk = await Desk.of(sqlite_club)
    author, parent = await desk.neighbour("Мария"), await desk.neighbour("Анна")

    await desk.command(parent, command, to=await desk.say(author, "Доброе утро"))

    assert await desk.lines() == ["Доброе утро"]
    assert "Эта команда для модераторов" in await sqlite_club.screen(parent)
    assert await rows(sqlite_club.region.database, Incident) == []


async def test_a_moderator_of_another_district_is_no_moderator_here(sqlite_club: Club) -> None:
    desk = await Desk.of(sqlite_club)
    foreign = await desk.seated(Role.ACTIVIST, "Зоя", district=5)

    await desk.command(foreign, "/ban", to=await desk.say(await desk.neighbour(), "Привет"))

    assert await desk.lines() == ["Привет"]
    assert "Эта команда для модераторов" in await sqlite_club.screen(foreign)


async def test_a_command_that_answers_nothing_asks_which_message(sqlite_club: Club) -> None:
    desk = await Desk.of(sqlite_club)
    moderator = await desk.moderator()

    await desk.command(moderator, "/ban")

    assert await desk.lines() == []
    assert "Ответьте на него /ban" in await sqlite_club.screen(moderator)


async def test_of_equals_none_sanctions_the_other_and_none_oneself(sqlite_club: Club) -> None:
    desk = await Desk.of(sqlite_club)
    first, second = await desk.moderator("Вера"), await desk.moderator("Зоя")

    await desk.command(first, "/ban", to=await desk.say(second, "Привет"))
    assert "О нём решает лидер" in await sqlite_club.screen(first)
    await desk.command(first, "/warn", to=await desk.say(first, "Это я"))
    assert "решает кто-то другой" in await sqlite_club.screen(first)

    assert await desk.lines() == ["Привет", "Это я"]


async def test_a_channels_post_is_banned_with_its_channel(sqlite_club: Club) -> None:
    desk = await Desk.of(sqlite_club)
    await desk.rule(channel_posts_removed=False)
    moderator, owner = await desk.moderator(), await desk.neighbour()
    channel = int((await sqlite_club.messenger.add_channel("Скидки", owner))["id"])
    post = await desk.say(owner, "Скидки!", as_chat=channel)

    await desk.command(moderator, "/ban", to=post)

    assert await desk.lines() == []
    assert "Автор: канал" in await desk.card()
    methods = [call["method"] for call in await sqlite_club.messenger.calls()]
    assert "banChatSenderChat" in methods


async def test_an_anonymous_administrator_is_protected_and_cannot_command(
    sqlite_club: Club,
) -> None:
    desk = await Desk.of(sqlite_club)
    moderator = await desk.moderator()
    anonymous = await desk.say(OWNER, "Завтра встреча", as_chat=desk.chat)

    await desk.command(moderator, "/warn", to=anonymous)
    assert "О нём решает лидер" in await sqlite_club.screen(moderator)
    await desk.say(OWNER, "/ban", as_chat=desk.chat, reply_to=anonymous)

    assert await desk.lines() == ["Завтра встреча"]
    assert "от имени чата, и я не знаю кто" in await desk.card()


async def test_without_a_private_chat_a_member_is_answered_with_silence(sqlite_club: Club) -> None:
    desk = await Desk.of(sqlite_club)
    stranger = await sqlite_club.newcomer()
    await sqlite_club.messenger.add_member(desk.chat, stranger)

    await desk.command(stranger, "/ban", to=await desk.say(await desk.neighbour(), "Привет"))

    assert await desk.lines() == ["Привет"]
    assert not (await sqlite_club.messenger.inbox(stranger))["messages"]
