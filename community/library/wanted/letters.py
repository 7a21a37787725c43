"""What those who asked, and those who write, are told."""

from collections.abc import Iterable
from datetime import date

from community.core.outbox.models import Priority
from community.core.outbox.service import Letter, to_person
from community.library.wanted.models import ArticleRequest


def asked(day: date, leaders: Iterable[int]) -> list[Letter]:
    """That there are questions without an article: once a day, however many there are."""
    return [
        Letter(
            to_person(person_id),
            "article_request.asked",
            f"{day}",
            {},
            priority=Priority.REMINDER,
        )
        for person_id in leaders
    ]


def assigned(request: ArticleRequest) -> list[Letter]:
    assert request.assignee_id is not None
    return [_about(request, "article_request.assigned", request.assignee_id)]


def answered(request: ArticleRequest, askers: Iterable[int]) -> list[Letter]:
    """The same article answers somebody once, however many of their questions it was."""
    return [
        Letter(
            to_person(person_id),
            "article_request.answered",
            f"{request.article_id}",
            {"request": request.id, "article": request.article_id},
            priority=Priority.ANSWER,
        )
        for person_id in askers
    ]


def declined(request: ArticleRequest, askers: Iterable[int]) -> list[Letter]:
    return [_about(request, "article_request.declined", person_id) for person_id in askers]


def _about(request: ArticleRequest, template: str, person_id: int) -> Letter:
    return Letter(to_person(person_id), template, f"{request.id}", {"request": request.id})
