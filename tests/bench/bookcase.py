"""Ten thousand articles that differ as those of people do: few words of all, many of a few."""

import random
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path

from sqlalchemy import insert

from community.core.clock import SystemClock
from community.core.crypto import Keyring
from community.core.db import Base, Database
from community.library.articles.kinds import ArticleState
from community.library.articles.models import Article, ArticleVersion
from community.library.search.indexing import words_of_article
from community.library.search.models import ArticleWords, KnownWord, SearchState
from community.library.search.words import analyzer
from deploy import schema
from deploy.assembly import wire_facts
from tests.bench.subjects import OPENINGS, PARENTS_WORDS, SENTENCES

ARTICLES = 10_000
_SUBJECTS, _OF_A_STEM = 4_000, 60
_STEMS = [a + b for a in "бвгдклмнпрст" for b in "аеиору"]
_BATCH = 500
_MOMENT = datetime(2026, 3, 16, 3, 0, tzinfo=UTC)


@asynccontextmanager
async def bookcase(folder: Path) -> AsyncIterator[Database]:
    """A migrated SQLite database with all of them published and indexed."""
    database = Database(f"sqlite:///{folder / 'club.db'}", Keyring(["s" * 32]), SystemClock())
    wire_facts(database)
    await schema.upgrade(database.engine)
    await _fill(database)
    yield database
    await database.close()


async def _fill(database: Database) -> None:
    counts: Counter[str] = Counter()
    versions = _versions(random.Random(7))
    async with database.engine.begin() as connection:
        await connection.exec_driver_sql(
            "INSERT INTO article_topic (id, code, name, name_en, emoji, law, position, active)"
            " VALUES (1, 'sleep', 'Сон', 'Sleep', '🌙', 0, 1, 1)"
        )
        while batch := list(islice(versions, _BATCH)):
            words = [words_of_article(version) for version in batch]
            for one in words:
                counts.update({w for text in _texts(one) for w in text.split()})
            await connection.execute(insert(Article), [_article(v) for v in batch])
            for rows in (batch, words):
                await connection.execute(insert(type(rows[0])), [_columns(row) for row in rows])
        known = [{"word": w, "articles": n, "changed": 1} for w, n in counts.items()]
        await connection.execute(insert(KnownWord), known)
        state = {"id": 1, "epoch": "bench", "changed": 1, "articles": ARTICLES}
        await connection.execute(insert(SearchState), [state])


def _texts(words: ArticleWords) -> Sequence[str]:
    return (words.title, words.asked, words.headings, words.summary, words.body)


def _columns(row: Base) -> dict[str, object]:
    return {name: value for name, value in vars(row).items() if not name.startswith("_")}


def _article(version: ArticleVersion) -> dict[str, object]:
    return {
        "id": version.article_id,
        "code": f"{version.article_id:010x}",
        "slug": f"article-{version.article_id}",
        "state": ArticleState.PUBLISHED,
        "latest": 1,
        "published": 1,
        "due_on": date(2027, 3, 16),
        "created_at": _MOMENT,
        "published_at": _MOMENT,
        "opened": 0,
    }


def subjects() -> list[str]:
    """Nouns of the dictionary: what articles, and questions, are about."""
    found = [noun for stem in _STEMS for noun in islice(_nouns(stem), _OF_A_STEM)]
    return found[:_SUBJECTS]


def _nouns(stem: str) -> Iterator[str]:
    for parse in analyzer().iter_known_word_parses(stem):
        if {"NOUN", "sing", "nomn"} in parse.tag and parse.word == parse.normal_form:
            yield parse.word


def _versions(chance: random.Random) -> Iterator[ArticleVersion]:
    about = subjects()
    for number in range(1, ARTICLES + 1):
        own = chance.sample(about, 5)
        paragraphs = [_paragraph(chance, own) for _ in range(chance.randint(4, 9))]
        title = f"{chance.choice(OPENINGS)}: {own[0]} и {own[1]}"
        yield ArticleVersion(
            article_id=number,
            number=1,
            title=title,
            summary=_sentence(chance, own),
            body=f"\n\n## {own[2]}\n\n".join(paragraphs),
            asked_as=[f"{chance.choice(PARENTS_WORDS)} {own[0]}", f"{own[1]} {own[3]}"],
            topic_id=1,
            ages=[],
            stages=[],
            made_at=_MOMENT,
        )


def _paragraph(chance: random.Random, own: Sequence[str]) -> str:
    return " ".join(_sentence(chance, own) for _ in range(chance.randint(2, 5)))


def _sentence(chance: random.Random, own: Sequence[str]) -> str:
    return chance.choice(SENTENCES).format(chance.choice(own), chance.choice(own))
