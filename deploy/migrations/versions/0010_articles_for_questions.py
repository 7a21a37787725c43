"""Articles that are suggested to moderators for a question in a chat."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "article_hint",
        sa.Column("chat_id", _ID, nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("article_id", _ID, nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "used",
                "dismissed",
                name="hintstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("suggested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", _ID, nullable=True),
        sa.Column("id", _ID, nullable=False),
        sa.CheckConstraint(
            "(state = 'open') = (decided_at IS NULL)", name=op.f("ck_article_hint_decided")
        ),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_article_hint_article_id")
        ),
        sa.ForeignKeyConstraint(["chat_id"], ["chat.id"], name=op.f("fk_article_hint_chat_id")),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["person.id"], name=op.f("fk_article_hint_decided_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article_hint")),
        sa.UniqueConstraint(
            "chat_id", "message_id", name=op.f("uq_article_hint_chat_id_message_id")
        ),
    )
    op.create_index(op.f("ix_article_hint_article_id"), "article_hint", ["article_id"])
    op.create_index(
        "ix_article_hint_chat_id_suggested_at", "article_hint", ["chat_id", "suggested_at"]
    )
    op.create_index(op.f("ix_article_hint_decided_by_id"), "article_hint", ["decided_by_id"])


def downgrade() -> None:
    op.drop_table("article_hint")
