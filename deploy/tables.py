"""Every table of an installation, imported so that the metadata is whole: migrations, copies."""

from bot.state import models as bot_state
from community.tables import metadata
from moderation.incidents import models as incidents

__all__ = ["bot_state", "incidents", "is_derived", "metadata", "to_compare"]


def is_derived(table: str) -> bool:
    """What the database itself makes of another table, by triggers: neither a model nor a backup
    knows it, and a restored row brings its part along (decision 019).
    """
    return table.startswith("article_fts")


def to_compare(name: str | None, kind: str, _parents: object) -> bool:
    """What Alembic compares with the models."""
    return kind != "table" or name is None or not is_derived(name)
