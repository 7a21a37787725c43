"""A question in a chat that an article answers: one quiet card, and nothing without a person."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta

import pytest

from community.chats.models import Purpose
from community.core.actor import Role
from community.library.articles import service as articles
from community.library.articles.models import Article
from community.library.hints.models import ArticleHint
from tests.bot.library.test_reading import LIES
from tests.support.bookshelf import Bookshelf
from tests.support.club import Club
from tests.support.factories import Region
from tests.support.judging import DESPAIR, plain_detector
from tests.support.looking import rows

QUESTION = "Подскажите, подросток врёт, что делать?"


@dataclass
class Street:
    """A district's chat in which Anna talks; Oleg moderates it, and has no chat with others."""

    club: Club
    shelf: Bookshelf
    article: Article
    chat: int
    anna: int
    oleg: int

    async def asks(self, words: str = QUESTION, **fields: object) -> None:
        await self.club.say(self.anna, words, chat_id=self.chat, **fields)
        await self.club.app.flush()
        await self.club.settle()

    async def hints(self) -> list[ArticleHint]:
        return list(await rows(self.club.region.database, ArticleHint))

    async def in_chat(self) -> str:
        messages = (await self.club.messenger.chat(self.anna, self.chat))["messages"]
        return "\n".join(one.get("text", "") for one in messages if one["from"]["is_bot"])


@pytest.fixture
async def street(sqlite_region: Region, messenger_url: str) -> AsyncIterator[Street]:
    async with Club.open(sqlite_region, messenger_url, detector=plain_detector()) as club:
        shelf = await Bookshelf.of(club.region)
        article = await shelf.published(**LIES)
        oleg = await club.region.holder(Role.ACTIVIST, district=0)
        chat = await club.chat(Purpose.DISTRICT)
        anna = await club.in_messenger(await club.region.member("Анна", "Седова"))
        await club.knock(anna, chat)
        yield Street(club, shelf, article, chat, anna, await club.in_messenger(oleg, "Олег"))


async def test_the_moderator_answers_with_the_article(street: Street) -> None:
    club = street.club
    await street.asks()
    assert "На вопрос есть статья" in await club.screen(street.oleg)
    assert "подросток врёт" not in await club.words(street.oleg)
    assert "Ребёнок врёт" not in await street.in_chat()

    await club.tap(street.oleg, "📚 Ответить статьёй")

    assert "📚 Ребёнок врёт и берёт чужое" in await street.in_chat()
    assert "Ответили статьёй" in await club.screen(street.oleg)
    assert "📚 Ответить статьёй" not in await club.buttons(street.oleg)
    messages = (await club.messenger.chat(street.anna, street.chat))["messages"]
    assert messages[-1]["reply_to"]["id"] == (await street.hints())[0].message_id


async def test_one_article_is_named_once_a_week_and_after_a_no_once_a_month(street: Street) -> None:
    clock = street.club.region.database.clock
    await street.asks()
    await street.asks()
    assert len(await street.hints()) == 1
    await street.club.tap(street.oleg, "🙅 Не нужно")
    assert "не предлагаю" in await street.club.screen(street.oleg)

    for days, count in ((8, 1), (23, 2)):
        clock.advance(timedelta(days=days))
        await street.asks()
        assert len(await street.hints()) == count


@pytest.mark.parametrize(
    "words",
    [f"Подросток врёт, я {DESPAIR}, что делать?", "Подросток врёт и ворует", "Врёт?", "?" * 400],
)
async def test_nothing_is_said_where_it_would_be_out_of_place(street: Street, words: str) -> None:
    await street.asks(words)

    assert not await street.hints()


async def test_an_answer_to_somebody_is_left_to_people(street: Street) -> None:
    await street.club.say(street.anna, "Всем привет", chat_id=street.chat)
    messages = (await street.club.messenger.chat(street.anna, street.chat))["messages"]

    await street.asks(reply_to=messages[-1]["id"])

    assert not await street.hints()


async def test_chats_of_groups_and_of_activists_are_left_alone(street: Street) -> None:
    club = street.club
    for purpose in (Purpose.GROUP, Purpose.ACTIVISTS, Purpose.GUARDIANSHIP):
        chat = await club.chat(purpose, district=0)
        await club.messenger.add_member(chat, street.anna)
        await club.settle()
        await club.say(street.anna, QUESTION, chat_id=chat)
    await club.app.flush()

    assert not await street.hints()


async def test_withdrawn_before_the_tap_it_is_not_sent(street: Street) -> None:
    club = street.club
    await street.asks()
    await club.region.act(street.shelf.leader, articles.withdraw, street.article.id, "Устарело.")

    await club.tap(street.oleg, "📚 Ответить статьёй")

    assert "Ребёнок врёт" not in await street.in_chat()


async def test_nobody_else_may_answer_with_it(street: Street) -> None:
    await street.asks()

    await street.club.tap_gone(street.anna, 1, "hint:1:use")
    await street.club.tap_gone(street.anna, 1, "hint:99:no")

    assert "Ребёнок врёт" not in await street.in_chat()
    assert (await street.hints())[0].decided_at is None
