"""Reading documents and acceptances."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from community.core.errors import NotFound
from community.membership.documents.models import (
    Acceptance,
    Document,
    DocumentKind,
    DocumentVersion,
)
from community.membership.documents.rules import Current, missing


@dataclass(frozen=True)
class Shown:
    """A document in one language, as a person reads it."""

    code: str
    kind: DocumentKind
    required: bool
    version_id: int
    number: int
    valid_from: int
    published_at: datetime
    title: str
    summary: str
    body: str
    withdraw_effect: str

    @property
    def current(self) -> Current:
        return Current(self.code, self.version_id, self.number, self.valid_from, self.required)


@dataclass(frozen=True)
class Accepted:
    """One line of a person's proof: what they accepted and when, and whether it still stands."""

    code: str
    number: int
    accepted_at: datetime
    withdrawn_at: datetime | None


async def current_documents(session: AsyncSession, language: str = "ru") -> Sequence[Shown]:
    """The newest version of every document, in order, in the language or else in Russian."""
    newest = (
        select(
            DocumentVersion.document_id,
            func.max(DocumentVersion.number).label("newest"),
        )
        .group_by(DocumentVersion.document_id)
        .subquery()
    )
    asking = aliased(DocumentVersion)
    valid_from = (
        select(func.max(asking.number))
        .where(asking.document_id == Document.id, asking.asks_again)
        .scalar_subquery()
    )
    query = (
        select(Document, DocumentVersion, valid_from)
        .join(newest, newest.c.document_id == Document.id)
        .join(
            DocumentVersion,
            (DocumentVersion.document_id == Document.id)
            & (DocumentVersion.number == newest.c.newest),
        )
        .order_by(Document.position)
    )
    rows = await session.execute(query)
    return [_shown(document, version, since, language) for document, version, since in rows]


def _shown(
    document: Document, version: DocumentVersion, valid_from: int | None, language: str
) -> Shown:
    text: Mapping[str, str] = version.texts.get(language) or version.texts["ru"]
    return Shown(
        code=document.code,
        kind=document.kind,
        required=document.required,
        version_id=version.id,
        number=version.number,
        valid_from=valid_from or 1,
        published_at=version.published_at,
        title=text["title"],
        summary=text.get("summary", ""),
        body=text["body"],
        withdraw_effect=text.get("withdraw_effect", ""),
    )


async def document(session: AsyncSession, code: str, language: str = "ru") -> Shown:
    """The newest version of one document; raises NotFound."""
    for shown in await current_documents(session, language):
        if shown.code == code:
            return shown
    raise NotFound(kind="document")


async def accepted_numbers(session: AsyncSession, person_id: int) -> dict[str, int]:
    """The newest accepted and not withdrawn version of each document, by code."""
    query = (
        select(Document.code, func.max(DocumentVersion.number))
        .join(DocumentVersion, DocumentVersion.document_id == Document.id)
        .join(Acceptance, Acceptance.version_id == DocumentVersion.id)
        .where(Acceptance.person_id == person_id, Acceptance.withdrawn_at.is_(None))
        .group_by(Document.code)
    )
    return {code: number for code, number in await session.execute(query)}  # noqa: C416  typed rows


async def still_to_accept(
    session: AsyncSession, person_id: int, language: str = "ru"
) -> list[Shown]:
    """Required documents that the person has not accepted as they now stand."""
    shown = [d for d in await current_documents(session, language) if is_accepted_by_tap(d)]
    accepted = await accepted_numbers(session, person_id)
    wanted = {c.code for c in missing([d.current for d in shown], accepted)}
    return [d for d in shown if d.code in wanted]


def is_accepted_by_tap(shown: Shown) -> bool:
    return shown.kind is not DocumentKind.NOTICE


async def proof(session: AsyncSession, person_id: int) -> Sequence[Accepted]:
    """Everything the person ever accepted and withdrew, oldest first."""
    query = (
        select(
            Document.code,
            DocumentVersion.number,
            Acceptance.accepted_at,
            Acceptance.withdrawn_at,
        )
        .join(DocumentVersion, DocumentVersion.id == Acceptance.version_id)
        .join(Document, Document.id == DocumentVersion.document_id)
        .where(Acceptance.person_id == person_id)
        .order_by(Acceptance.accepted_at, Acceptance.id)
    )
    return [Accepted(*row) for row in await session.execute(query)]


async def versions(session: AsyncSession, code: str) -> Sequence[DocumentVersion]:
    """All versions of a document, newest first; raises NotFound for an unknown code."""
    query = (
        select(DocumentVersion)
        .join(Document, Document.id == DocumentVersion.document_id)
        .where(Document.code == code)
        .order_by(DocumentVersion.number.desc())
    )
    rows = (await session.scalars(query)).all()
    if not rows:
        raise NotFound(kind="document")
    return rows
