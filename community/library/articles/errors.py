"""Why an article cannot be read, changed or published so."""

from community.core.errors import DomainError


class ArticleGone(DomainError):  # noqa: N818
    """It was withdrawn, perhaps while somebody read it; `queries.farewell` says why."""

    code = "article_gone"


class NotReviewed(DomainError):  # noqa: N818
    """Only what a specialist of the field approved is published."""

    code = "not_reviewed"


class NotInReview(DomainError):  # noqa: N818
    """Nobody asked for a review of it, or it is reviewed already."""

    code = "not_in_review"


class OwnArticle(DomainError):  # noqa: N818
    """Nobody reviews what they wrote themselves."""

    code = "own_article"


class SourceMissing(DomainError):  # noqa: N818
    """Of what binds people, readers must know where it stands and since when."""

    code = "source_missing"


class ArticleElsewhere(DomainError):  # noqa: N818
    """Whoever works for one district writes about that district."""

    code = "article_elsewhere"
