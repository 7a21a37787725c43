"""Arranging articles in few words: `await shelf.published("Ребёнок врёт", asked_as=("врёт",))`."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import select

from community.core.actor import Role, system_actor
from community.core.db import Database
from community.library.articles import service as articles
from community.library.articles.models import Article, ArticleTopic
from community.library.articles.rules import Manuscript
from community.library.carrying.folder import Bundle, bundles_in
from community.library.carrying.service import bring_in
from community.library.wanted.service import ask
from tests.support.factories import Region, Someone
from tests.support.practice import helper

CHECKED = date(2026, 3, 1)
CLUB = system_actor("cli")


@dataclass
class Bookshelf:
    """A region with an author, a specialist who reviews and a leader who publishes."""

    region: Region
    author: Someone
    reviewer: Someone
    leader: Someone
    topics: dict[str, int]

    @classmethod
    async def of(cls, region: Region) -> "Bookshelf":
        reviewer, _ = await helper(region)
        author = await region.holder(Role.ACTIVIST)
        leader = await region.holder(Role.LEADER)
        return cls(region, author, reviewer, leader, await topic_ids(region.database))

    def text(self, title: str = "Когда ребёнок не спит", **changes: Any) -> Manuscript:
        topic = changes.pop("topic", "sleep")
        usual = {"body": "Побудьте рядом.", "topic_id": self.topics[topic]}
        return Manuscript(title=title, **{**usual, **changes})

    async def draft(self, title: str = "Когда ребёнок не спит", **changes: Any) -> Article:
        return await self.region.act(self.author, articles.draft, self.text(title, **changes))

    async def reviewed(self, title: str = "Когда ребёнок не спит", **changes: Any) -> Article:
        article = await self.draft(title, **changes)
        await self.region.act(self.author, articles.send_to_review, article.id)
        return await self.region.act(self.reviewer, articles.approve, article.id)

    async def published(self, title: str = "Когда ребёнок не спит", **changes: Any) -> Article:
        """As it comes about: written, reviewed, published."""
        article = await self.reviewed(title, **changes)
        return await self.region.act(self.leader, articles.publish, article.id)


async def topic_ids(database: Database) -> dict[str, int]:
    async with database.read() as session:
        rows = await session.execute(select(ArticleTopic.code, ArticleTopic.id))
        return {code: topic_id for code, topic_id in rows}  # noqa: C416


async def article_in(
    region: Region, district: int, asker: Someone, words: str
) -> dict[str, object]:
    """A district's draft with a file, and a question without an article, by the names of paths."""
    topics = await topic_ids(region.database)
    place = region.districts[district].id
    text = Manuscript(words, words, topics["sleep"], district_id=place)
    article = await region.act(CLUB, articles.draft, text)
    file = await region.act(CLUB, articles.attach, article.id, "a.txt", words.encode())
    request = await region.act(asker, ask, words)
    return {
        "article_id": article.id,
        "file_id": file.id,
        "wanted_id": request.id,
        "topic_id": topics["sleep"],
    }


async def put_on_shelf(database: Database, text: Manuscript, slug: str | None = None) -> Article:
    """Published at once by the club itself."""
    async with database.write() as session:
        article = await articles.draft(session, CLUB, text, slug=slug)
        return await articles.publish_as_checked(session, CLUB, article.id, CHECKED)


async def put_folder_on_shelf(database: Database, folder: Path) -> int:
    """All articles of a folder as published; returns how many there are."""
    count = 0
    for found in bundles_in(folder):
        assert isinstance(found, Bundle), found
        async with database.write() as session:
            await bring_in(session, CLUB, found, trusted=True)
        count += 1
    return count
