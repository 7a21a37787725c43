"""What those who write, review and publish are told."""

from collections.abc import Iterable

from community.core.outbox.models import Priority
from community.core.outbox.service import Letter, to_person
from community.library.articles.models import Article, ArticleVersion


def to_review(article: Article, reviewers: Iterable[int]) -> list[Letter]:
    return [_about(article, "article.to_review", person_id) for person_id in reviewers]


def to_publish(article: Article, leaders: Iterable[int]) -> list[Letter]:
    return [_about(article, "article.to_publish", person_id) for person_id in leaders]


def returned(article: Article, version: ArticleVersion) -> list[Letter]:
    return _to_author(article, version, "article.returned")


def published(article: Article, version: ArticleVersion) -> list[Letter]:
    return _to_author(article, version, "article.published")


def due(article: Article, people: Iterable[int]) -> list[Letter]:
    key = f"{article.id}:{article.due_on}"
    return [
        Letter(
            to_person(person_id),
            "article.due",
            key,
            {"article": article.id},
            priority=Priority.REMINDER,
        )
        for person_id in people
    ]


def _to_author(article: Article, version: ArticleVersion, template: str) -> list[Letter]:
    """Whoever wrote this version; nobody where they were erased, or where it was imported."""
    return [] if version.author_id is None else [_about(article, template, version.author_id)]


def _about(article: Article, template: str, person_id: int) -> Letter:
    params = {"article": article.id, "version": article.latest}
    return Letter(to_person(person_id), template, f"{article.id}:{article.latest}", params)
