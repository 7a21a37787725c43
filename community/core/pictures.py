"""Pictures that leaders put on the site: covers of events, pictures of announcements."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    LargeBinary,
    Select,
    String,
    delete,
    exists,
    select,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from community.core.clock import now
from community.core.db import Base, WithId
from community.core.errors import InvalidInput, NotFound
from community.core.usecase import use_case

BYTES_LIMIT = 2 * 1024 * 1024
_BEGINNINGS = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}


class Picture(WithId, Base):
    """`sent_ref` is the messenger and its own id of the file, `telegram:AgAC…`, once it was sent:
    a picture travels there a single time, however many are to see it.
    """

    __tablename__ = "picture"
    __table_args__ = (CheckConstraint("size BETWEEN 1 AND 2097152", name="size"),)

    mime: Mapped[str] = mapped_column(String(16))
    size: Mapped[int]
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    added_at: Mapped[datetime]
    sent_ref: Mapped[str | None] = mapped_column(String(255))


def check(content: bytes) -> str:
    """The kind of picture. Raises InvalidInput for what is no JPEG or PNG, or too large."""
    mime = next((mime for start, mime in _BEGINNINGS.items() if content.startswith(start)), None)
    if mime is None or len(content) > BYTES_LIMIT:
        raise InvalidInput(field="picture")
    return mime


async def keep_picture(session: AsyncSession, content: bytes, added_by_id: int | None) -> Picture:
    """Within somebody's use case. Raises InvalidInput as `check` does."""
    mime = check(content)
    picture = Picture(
        mime=mime,
        size=len(content),
        content=content,
        added_by_id=added_by_id,
        added_at=now(session),
    )
    session.add(picture)
    await session.flush()
    return picture


async def picture(session: AsyncSession, picture_id: int) -> tuple[Picture, bytes]:
    """With its content. Raises NotFound."""
    found = await session.get(Picture, picture_id)
    if found is None:
        raise NotFound(kind="picture")
    content: bytes = await session.run_sync(lambda _: found.content)
    return found, content


@use_case
async def note_sent(session: AsyncSession, picture_id: int, sent_ref: str) -> None:
    """Where the messenger has it from now on."""
    found = await session.get_one(Picture, picture_id)
    found.sent_ref = sent_ref


@use_case
async def forget_unshown(
    session: AsyncSession, shown: Sequence[Select[int | None]], older_than: timedelta
) -> int:
    """Drop pictures whose ids none of these queries finds; returns how many, 100 at most."""
    found = union_all(*shown).subquery()
    unshown = select(Picture.id).where(
        Picture.added_at < now(session) - older_than,
        ~exists().where(found.c[0] == Picture.id),
    )
    ids = (await session.scalars(unshown.limit(100))).all()
    await session.execute(delete(Picture).where(Picture.id.in_(ids)))
    return len(ids)
