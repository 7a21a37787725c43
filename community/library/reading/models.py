"""Shelves of people, and their answers to «did it help?»."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from community.core.db import Base
from community.library.reading.kinds import Shelf


class ShelvedArticle(Base):
    """What somebody keeps; theirs alone, and gone with them."""

    __tablename__ = "shelved_article"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"), primary_key=True, index=True)
    shelf: Mapped[Shelf] = mapped_column(primary_key=True)
    put_at: Mapped[datetime]


class ArticleHelped(Base):
    """What one person says of one version; may be changed. Editors see only how many."""

    __tablename__ = "article_helped"

    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    helped: Mapped[bool]
    said_at: Mapped[datetime]
