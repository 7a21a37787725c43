"""Alembic's entry: runs inside a connection that `deploy.schema` hands over."""

from typing import Literal

import sqlalchemy as sa
from alembic import context

from community.core.crypto import BlindIndex, EncryptedJson, EncryptedText
from community.core.db import UtcDateTime
from deploy.tables import metadata, to_compare


def render_item(kind: str, item: object, _autogen: object) -> str | Literal[False]:
    """Write our column types as the plain types that the database sees."""
    if kind == "type":
        if isinstance(item, EncryptedText | EncryptedJson):
            return "sa.LargeBinary()"
        if isinstance(item, BlindIndex):
            return "sa.LargeBinary(16)"
        if isinstance(item, UtcDateTime):
            return "sa.DateTime(timezone=True)"
        if isinstance(item, sa.JSON):
            return 'sa.JSON().with_variant(postgresql.JSONB(), "postgresql")'
    return False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    render_item=render_item,
    compare_type=True,
    include_name=to_compare,
)
with context.begin_transaction():
    context.run_migrations()
