"""What is searched: the words of each published article, reduced to their first forms.

The full-text index itself is `article_fts`, which the database keeps by triggers on
`article_words`: an FTS5 table on SQLite, a tsvector on PostgreSQL (decision 019).
"""

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from community.core.db import Base


class ArticleWords(Base):
    """First forms by where they stand, a line for each phrase or paragraph.

    `plain` are the paragraphs as people read them, line by line beside `body`.
    """

    __tablename__ = "article_words"

    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"), primary_key=True)
    title: Mapped[str] = mapped_column(Text)
    asked: Mapped[str] = mapped_column(Text)
    headings: Mapped[str] = mapped_column(Text)
    summary: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)
    plain: Mapped[str] = mapped_column(Text, deferred=True)


class KnownWord(Base):
    """A first form, and in how many articles it stands: what is rare says more.

    `changed` is the number of the indexing that counted it last, so that a process which knows
    the words of an hour ago reads only the others.
    """

    __tablename__ = "known_word"
    __table_args__ = (Index("ix_known_word_changed", "changed"),)

    word: Mapped[str] = mapped_column(String(80), primary_key=True)
    articles: Mapped[int]
    changed: Mapped[int]


class SearchState(Base):
    """One row: how often the index changed, and how many articles it holds.

    `epoch` names this index: another one that counts to the same number is not taken for it.
    """

    __tablename__ = "search_state"

    id: Mapped[int] = mapped_column(primary_key=True)
    epoch: Mapped[str] = mapped_column(String(16))
    changed: Mapped[int]
    articles: Mapped[int]
