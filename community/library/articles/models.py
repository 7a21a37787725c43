"""Articles with every version they ever had, their sources, reviews and files."""

from datetime import date, datetime

from sqlalchemy import (
    CheckConstraint,
    Date,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from community.core.db import Base, WithId
from community.library.articles.kinds import ArticleState, Verdict


class ArticleTopic(WithId, Base):
    """An open list that leaders extend. Without a speciality a leader reviews its articles."""

    __tablename__ = "article_topic"

    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    name_en: Mapped[str] = mapped_column(String(80))
    emoji: Mapped[str] = mapped_column(String(8))
    speciality_id: Mapped[int | None] = mapped_column(ForeignKey("speciality.id"))
    # What it says binds people: nothing is published here without a source that has a date.
    law: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)
    active: Mapped[bool] = mapped_column(default=True)


class Article(WithId, Base):
    """What people read is the version `published`; `latest` is the newest one, perhaps a draft.

    Both are numbers of versions, and `latest` is what an editor bases a change on: whoever saves
    on an older one is told (Conflict). `slug` is the name under which it is imported again.
    """

    __tablename__ = "article"
    __table_args__ = (
        CheckConstraint("published <= latest", name="published_exists"),
        CheckConstraint("state <> 'published' OR published = latest", name="published_is_latest"),
        CheckConstraint("state <> 'withdrawn' OR published IS NULL", name="withdrawn_is_unread"),
        CheckConstraint(
            "published IS NULL OR (published_at IS NOT NULL AND due_on IS NOT NULL)",
            name="published_in_time",
        ),
        Index("ix_article_state", "state"),
        Index("ix_article_due_on", "due_on"),
    )

    code: Mapped[str] = mapped_column(String(16), unique=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    state: Mapped[ArticleState]
    latest: Mapped[int]
    published: Mapped[int | None]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    checked_on: Mapped[date | None] = mapped_column(Date)
    checked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    due_on: Mapped[date | None] = mapped_column(Date)
    due_told_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    withdrawn_reason: Mapped[str | None] = mapped_column(String(300))
    opened: Mapped[int] = mapped_column(default=0)  # how often it was read, nobody knows by whom

    @property
    def is_read(self) -> bool:
        return self.published is not None

    @property
    def came_along(self) -> bool:
        """Written elsewhere, and no specialist of this club has checked it yet."""
        return self.published is not None and self.checked_by_id is None

    def is_due(self, today: date) -> bool:
        """Whether it waits to be looked at again; it stays readable meanwhile."""
        return self.due_on is not None and self.due_on <= today


class ArticleVersion(WithId, Base):
    """The whole text as somebody left it: rows are added and never changed."""

    __tablename__ = "article_version"
    __table_args__ = (
        UniqueConstraint("article_id", "number"),
        Index("ix_article_version_topic_id", "topic_id"),
        Index("ix_article_version_author_id", "author_id"),
    )

    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(120))
    summary: Mapped[str] = mapped_column(String(300))
    body: Mapped[str] = mapped_column(Text, deferred=True)
    asked_as: Mapped[list[str]]  # the words in which parents ask
    topic_id: Mapped[int] = mapped_column(ForeignKey("article_topic.id"))
    ages: Mapped[list[str]]
    stages: Mapped[list[str]]
    # Whose contacts and rules these are; None: the whole region's.
    district_id: Mapped[int | None] = mapped_column(ForeignKey("district.id"))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    note: Mapped[str | None] = mapped_column(String(200))  # what was changed
    made_at: Mapped[datetime]


class ArticleSource(WithId, Base):
    """Where a version has it from. `law`: what binds people; then it has a date."""

    __tablename__ = "article_source"
    __table_args__ = (
        UniqueConstraint("version_id", "position"),
        CheckConstraint("url LIKE 'https://%'", name="https_alone"),
    )

    version_id: Mapped[int] = mapped_column(ForeignKey("article_version.id"))
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    url: Mapped[str | None] = mapped_column(String(300))
    dated: Mapped[date | None] = mapped_column(Date)
    law: Mapped[bool]


class ArticleReview(WithId, Base):
    """What a specialist said to a version."""

    __tablename__ = "article_review"
    __table_args__ = (
        Index("ix_article_review_article_id", "article_id"),
        CheckConstraint("verdict = 'approved' OR words IS NOT NULL", name="returned_with_words"),
    )

    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"))
    number: Mapped[int]
    reviewer_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    verdict: Mapped[Verdict]
    words: Mapped[str | None] = mapped_column(String(1000))
    at: Mapped[datetime]


class ArticleFile(WithId, Base):
    """A form or a leaflet to download; its size is said before."""

    __tablename__ = "article_file"
    __table_args__ = (
        UniqueConstraint("article_id", "name"),
        CheckConstraint("size BETWEEN 1 AND 5242880", name="size"),
    )

    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"))
    name: Mapped[str] = mapped_column(String(80))
    mime: Mapped[str] = mapped_column(String(80))
    size: Mapped[int]
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    added_at: Mapped[datetime]
    # The messenger and its own id of the file, once it was sent: it travels there once.
    sent_ref: Mapped[str | None] = mapped_column(String(255))
