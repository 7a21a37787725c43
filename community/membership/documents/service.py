"""Publishing versions, accepting them, withdrawing."""

from typing import Any

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Action, Actor
from community.core.audit import Subject, record
from community.core.clock import now
from community.core.errors import Conflict, NotFound
from community.core.outbox.service import enqueue_many, to_person
from community.core.usecase import use_case
from community.membership.documents import queries
from community.membership.documents.errors import VersionOutdated
from community.membership.documents.models import (
    Acceptance,
    Document,
    DocumentKind,
    DocumentVersion,
)
from community.membership.documents.rules import check_texts
from community.membership.people.models import Person, Standing


@use_case
async def add_document(
    session: AsyncSession,
    actor: Actor,
    code: str,
    kind: DocumentKind,
    texts: dict[str, Any],
    *,
    required: bool,
    position: int,
) -> None:
    """A document that a region starts with, as version 1."""
    actor.require(Action.DOCUMENT_EDIT)
    check_texts(texts)
    document = Document(code=code, kind=kind, required=required, position=position)
    session.add(document)
    await session.flush()
    _add_version(session, actor, document.id, 1, texts, asks_again=True)


def _add_version(
    session: AsyncSession,
    actor: Actor,
    document_id: int,
    number: int,
    texts: dict[str, Any],
    *,
    asks_again: bool,
) -> None:
    session.add(
        DocumentVersion(
            document_id=document_id,
            number=number,
            texts=texts,
            asks_again=asks_again,
            published_at=now(session),
            author_id=actor.person_id,
        )
    )


@use_case
async def publish_version(
    session: AsyncSession,
    actor: Actor,
    code: str,
    texts: dict[str, Any],
    *,
    asks_again: bool,
    based_on: int,
) -> int:
    """Publish the next version and return its number.

    `based_on` is the version the editor began with; Conflict if another was published meanwhile.
    With `asks_again` every member is told once and asked to accept anew.
    """
    actor.require(Action.DOCUMENT_EDIT)
    check_texts(texts)
    document = await session.scalar(select(Document).where(Document.code == code))
    if document is None:
        raise NotFound(kind="document")
    newest = (await queries.versions(session, code))[0].number
    if newest != based_on:
        raise Conflict
    try:
        async with session.begin_nested():
            _add_version(session, actor, document.id, newest + 1, texts, asks_again=asks_again)
    except IntegrityError as error:
        raise Conflict from error
    subject = Subject("document", document.id)
    record(session, actor, "publish", subject, code=code, version=newest + 1)
    if asks_again and document.kind is not DocumentKind.NOTICE:
        await _ask_everybody(session, code, newest + 1)
    return newest + 1


async def _ask_everybody(session: AsyncSession, code: str, number: int) -> None:
    standing = Person.standing.in_([Standing.MEMBER, Standing.CANDIDATE])
    people = (await session.scalars(select(Person.id).where(standing))).all()
    await enqueue_many(
        session,
        [to_person(person_id) for person_id in people],
        "documents.changed",
        key=f"{code}:{number}",
        document=code,
        number=number,
    )


@use_case
async def accept(session: AsyncSession, actor: Actor, version_id: int) -> None:
    """Accept one document. Twice is once. Raises VersionOutdated if it was replaced meanwhile."""
    person_id = actor.require_own(Action.OWN_VIEW)
    version = await session.get(DocumentVersion, version_id)
    if version is None:
        raise NotFound(kind="document")
    newest = await session.scalar(
        select(DocumentVersion.id)
        .where(DocumentVersion.document_id == version.document_id)
        .order_by(DocumentVersion.number.desc())
        .limit(1)
    )
    if newest != version_id:
        raise VersionOutdated
    acceptance = Acceptance(
        person_id=person_id, version_id=version_id, accepted_at=now(session), withdrawn_at=None
    )
    try:
        async with session.begin_nested():
            session.add(acceptance)
    except IntegrityError:
        return
    subject = Subject("document", version.document_id, person_id=person_id)
    record(session, actor, "accept", subject, version=version.number)


async def withdraw(session: AsyncSession, actor: Actor, person_id: int, code: str) -> None:
    """Withdraw what stands of one document; the rows stay as proof."""
    version_ids = (
        select(DocumentVersion.id)
        .join(Document, Document.id == DocumentVersion.document_id)
        .where(Document.code == code)
    )
    await session.execute(
        update(Acceptance)
        .where(
            Acceptance.person_id == person_id,
            Acceptance.version_id.in_(version_ids),
            Acceptance.withdrawn_at.is_(None),
        )
        .values(withdrawn_at=now(session))
    )
    record(session, actor, "withdraw", Subject("document", person_id=person_id), code=code)


@use_case
async def withdraw_optional(session: AsyncSession, actor: Actor, code: str) -> None:
    """Withdraw a consent that membership does not rest on."""
    person_id = actor.require_own(Action.OWN_WITHDRAW)
    document = await session.scalar(select(Document).where(Document.code == code))
    if document is None or document.required:
        raise NotFound(kind="document")
    await withdraw(session, actor, person_id, code)
