"""Finding articles. Everybody may: they are about nobody."""

import asyncio
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from community.library.articles.models import Article, ArticleVersion
from community.library.articles.queries import published_one
from community.library.search import asking, rules, thesaurus
from community.library.search.asking import Wanted, understood
from community.library.search.models import ArticleWords
from community.library.search.retrieving import candidates
from community.library.search.vocabulary import Vocabulary, vocabulary_of
from community.library.search.words import words_of

MOST_HITS = 50
_PASSAGE = 200
_LONGEST_CHAT_QUESTION = 300


@dataclass(frozen=True)
class Hit:
    """An article that may answer. `passage` is plain text: the summary, or what says more."""

    article_id: int
    code: str
    title: str
    topic_id: int
    passage: str
    score: float


@dataclass(frozen=True)
class _Found:
    id: int
    text: rules.Text
    score: float


async def get_ready() -> None:
    """Load the dictionary beside what is going on, so that the first who asks need not wait."""
    await asyncio.to_thread(thesaurus.near)


async def find(
    session: AsyncSession, text: str, *, districts: Collection[int] | None = None, limit: int = 10
) -> Sequence[Hit]:
    """The best answers first. `districts` are the reader's own; None: no place is preferred."""
    known = await vocabulary_of(session)
    question = understood(text, known)
    found = await _ranked(session, question, known, districts)
    return await _hits(session, question, found[: min(limit, MOST_HITS)])


async def meant(session: AsyncSession, text: str) -> str | None:
    """The question as it was understood, where that is not as it was written."""
    return asking.meant(text, await vocabulary_of(session))


async def answer(
    session: AsyncSession, text: str, *, districts: Collection[int] | None = None
) -> Hit | None:
    """The article that a question in a chat is about, or None where there is any doubt."""
    if len(text) > _LONGEST_CHAT_QUESTION or not _is_question(text):
        return None
    known = await vocabulary_of(session)
    question = understood(text, known)
    found = await _ranked(session, question, known, districts)
    rarity = _Rarity(known)
    alike = [rules.likeness(question, one.text, rarity, literally=True) for one in found[:2]]
    if not rules.is_certain(question, alike):
        return None
    return next(iter(await _hits(session, question, found[:1])), None)


def _is_question(text: str) -> bool:
    return "?" in text or not thesaurus.asking().isdisjoint(words_of(text))


async def _ranked(
    session: AsyncSession,
    question: Sequence[Wanted],
    known: Vocabulary,
    districts: Collection[int] | None,
) -> list[_Found]:
    ids = await candidates(session, question, known)
    if not ids:
        return []
    words = ArticleWords
    query = (
        select(
            words.article_id,
            words.title,
            words.asked,
            words.headings,
            words.summary,
            words.body,
            ArticleVersion.district_id,
        )
        .join(Article, Article.id == words.article_id)
        .join(ArticleVersion, published_one())
        .where(words.article_id.in_(ids))
    )
    rarity = _Rarity(known)
    found = []
    for article_id, title, asked, headings, summary, body, district_id in await session.execute(
        query
    ):
        text = rules.Text(title, asked, headings, summary, body)
        points = rules.score(question, text, rarity)
        points *= rules.place_factor(district_id, districts)
        found.append(_Found(article_id, text, points))
    return sorted(found, key=lambda one: (-one.score, one.id))


class _Rarity(defaultdict[str, float]):
    """By the form; each is reckoned once a question."""

    def __init__(self, known: Vocabulary) -> None:
        super().__init__()
        self._known = known

    def __missing__(self, form: str) -> float:
        self[form] = self._known.rarity(form)
        return self[form]


async def _hits(
    session: AsyncSession, question: Sequence[Wanted], found: Iterable[_Found]
) -> Sequence[Hit]:
    best = {one.id: one for one in found}
    query = (
        select(Article.id, Article.code, ArticleVersion, ArticleWords.plain)
        .join(ArticleVersion, published_one())
        .join(ArticleWords, ArticleWords.article_id == Article.id)
        .where(Article.id.in_(best))
    )
    hits = {
        article_id: Hit(
            article_id=article_id,
            code=code,
            title=version.title,
            topic_id=version.topic_id,
            passage=_passage(question, best[article_id].text, version.summary, plain),
            score=round(best[article_id].score, 3),
        )
        for article_id, code, version, plain in await session.execute(query)
    }
    return [hits[article_id] for article_id in best if article_id in hits]


def _passage(question: Sequence[Wanted], text: rules.Text, summary: str, plain: str) -> str:
    number = rules.best_paragraph(question, text.body, text.summary)
    words = summary if number is None else plain.split("\n")[number]
    if len(words) <= _PASSAGE:
        return words
    return f"{words[:_PASSAGE].rpartition(' ')[0].rstrip(' ,.;:—–-')}…"
