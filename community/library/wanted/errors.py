"""Why an article cannot be asked for, or a request not changed so."""

from community.core.errors import DomainError


class TooManyArticleRequests(DomainError):  # noqa: N818
    """Enough for one day; field `limit`."""

    code = "too_many_article_requests"


class ArticleRequestOver(DomainError):  # noqa: N818
    """It was answered, declined or merged already."""

    code = "article_request_over"
