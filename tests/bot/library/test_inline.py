"""`@bot подросток врёт` in a chat: the article is there, with a way to all of it."""

from typing import Any

import pytest

from community.chats.models import Purpose
from community.library.articles import service as articles
from tests.bot.library.test_reading import LIES
from tests.support.bookshelf import Bookshelf
from tests.support.club import Club
from tests.support.factories import Region
from tests.support.judging import CERTAIN_SPAM, plain_detector


async def ask(club: Club, user_id: int, words: str, chat: int | None = None) -> dict[str, Any]:
    asked = await club.messenger.inline(user_id, words, chat)
    await club.settle()
    answer = await club.messenger.inline_answer(asked)
    assert answer is not None
    return {"inline_query_id": asked, **answer}


async def test_a_parent_answers_another_with_an_article(
    sqlite_region: Region, messenger_url: str
) -> None:
    """What the club itself wrote is no spam, whatever words and buttons are in it."""
    async with Club.open(sqlite_region, messenger_url, detector=plain_detector()) as club:
        shelf = await Bookshelf.of(club.region)
        article = await shelf.published(**LIES, body=f"Не {CERTAIN_SPAM}, а забота.")
        anna = await club.in_messenger(await club.region.member("Анна", "Седова"))
        chat = await club.chat(Purpose.DISTRICT)
        await club.knock(anna, chat)

        answer = await ask(club, anna, "подросток врёт", chat)
        first = answer["results"][0]
        assert (first["id"], first["title"]) == (article.code, "Ребёнок врёт и берёт чужое")
        assert answer["button"]["start_parameter"] == "library"
        sent = await club.messenger.choose_inline(anna, answer["inline_query_id"], first["id"])
        await club.settle()

        assert sent["text"].startswith("📚 Ребёнок врёт и берёт чужое\n\nПочему обман")
        address = sent["reply_markup"]["inline_keyboard"][0][0]["url"]
        assert address.endswith(f"?start=art_{article.code}")
        seen = (await club.messenger.chat(anna, chat))["messages"]
        assert seen[-1]["text"] == sent["text"]


@pytest.mark.parametrize("words", ["", "   ", "' OR 1=1", "сон " * 60, "😀"])
async def test_whatever_is_typed_is_answered(sqlite_club: Club, words: str) -> None:
    club = sqlite_club
    shelf = await Bookshelf.of(club.region)
    kept, gone = await shelf.published(), await shelf.published("Сон: старое")
    await club.region.act(shelf.leader, articles.withdraw, gone.id, "Устарело.")
    stranger = await club.newcomer()

    answer = await ask(club, stranger, words)

    assert {one["id"] for one in answer["results"]} <= {kept.code}
    if not words.strip():
        assert answer["results"]
