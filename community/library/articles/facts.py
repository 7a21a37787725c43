"""What happened to an article, for the index and for those who asked for it."""

from dataclasses import dataclass

from community.core.facts import Fact


@dataclass(frozen=True)
class ArticlePublished(Fact):
    """People read this version from now on; for the first time, or in place of another."""

    article_id: int


@dataclass(frozen=True)
class ArticleWithdrawn(Fact):
    article_id: int
