"""Peer match: situations, who may be asked about them, questions and who was asked."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "situation",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column(
            "heading",
            sa.Enum(
                "behaviour",
                "birth_family",
                "health",
                "our_family",
                "changes",
                name="heading",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("name_en", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_situation")),
        sa.UniqueConstraint("code", name=op.f("uq_situation_code")),
        sa.UniqueConstraint("name", name=op.f("uq_situation_name")),
    )
    op.create_table(
        "peer_person",
        sa.Column(
            "person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("paused_until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_peer_person_person_id")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_peer_person")),
    )
    op.create_table(
        "shared_situation",
        sa.Column(
            "person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "situation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_shared_situation_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["situation_id"], ["situation.id"], name=op.f("fk_shared_situation_situation_id")
        ),
        sa.PrimaryKeyConstraint("person_id", "situation_id", name=op.f("pk_shared_situation")),
    )
    op.create_index(
        "ix_shared_situation_situation_id", "shared_situation", ["situation_id"], unique=False
    )
    op.create_table(
        "peer_request",
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "situation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("elsewhere", sa.Boolean(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "looking",
                "found",
                "closed",
                name="peerstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("wave", sa.Integer(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "conversation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "outcome",
            sa.Enum(
                "opened",
                "nobody",
                "cancelled",
                "lapsed",
                "left",
                name="peeroutcome",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("erase_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "(state = 'closed') = (closed_at IS NOT NULL) AND (state = 'closed') = (outcome IS NOT NULL) AND (state = 'closed') = (due_at IS NULL)",
            name=op.f("ck_peer_request_closed_says_how"),
        ),
        sa.CheckConstraint(
            "conversation_id IS NULL OR (state = 'closed' AND outcome = 'opened')",
            name=op.f("ck_peer_request_talk_means_opened"),
        ),
        sa.CheckConstraint(
            "state = 'closed' OR person_id IS NOT NULL",
            name=op.f("ck_peer_request_open_is_somebodys"),
        ),
        sa.CheckConstraint("asked BETWEEN 0 AND 5", name=op.f("ck_peer_request_five_at_most")),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["relay_conversation.id"],
            name=op.f("fk_peer_request_conversation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_peer_request_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["situation_id"], ["situation.id"], name=op.f("fk_peer_request_situation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_peer_request")),
    )
    op.create_index("ix_peer_request_asked_at", "peer_request", ["asked_at"], unique=False)
    op.create_index(
        "ix_peer_request_conversation_id", "peer_request", ["conversation_id"], unique=False
    )
    op.create_index(
        "ix_peer_request_due_at",
        "peer_request",
        ["due_at"],
        unique=False,
        sqlite_where=sa.text("state <> 'closed'"),
        postgresql_where=sa.text("state <> 'closed'"),
    )
    op.create_index("ix_peer_request_erase_at", "peer_request", ["erase_at"], unique=False)
    op.create_index(
        "ix_peer_request_person_id", "peer_request", ["person_id", "asked_at"], unique=False
    )
    op.create_index(
        "uq_peer_request_open",
        "peer_request",
        ["person_id"],
        unique=True,
        sqlite_where=sa.text("state <> 'closed'"),
        postgresql_where=sa.text("state <> 'closed'"),
    )
    op.create_table(
        "peer_asked",
        sa.Column(
            "request_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "answer",
            sa.Enum(
                "accepted",
                "declined",
                "not_chosen",
                "withdrawn",
                "unreachable",
                "left",
                name="peeranswer",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "answer IS NULL OR answer = 'accepted' OR ended_at IS NOT NULL",
            name=op.f("ck_peer_asked_no_binds_nobody"),
        ),
        sa.CheckConstraint(
            "(answer IS NULL) = (answered_at IS NULL)",
            name=op.f("ck_peer_asked_answered_says_what"),
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_peer_asked_person_id")),
        sa.ForeignKeyConstraint(
            ["request_id"], ["peer_request.id"], name=op.f("fk_peer_asked_request_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_peer_asked")),
        sa.UniqueConstraint(
            "request_id", "person_id", name=op.f("uq_peer_asked_request_id_person_id")
        ),
    )
    op.create_index(
        "ix_peer_asked_person_id", "peer_asked", ["person_id", "asked_at"], unique=False
    )
    op.create_index(
        "uq_peer_asked_accepted",
        "peer_asked",
        ["request_id"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL AND answer = 'accepted'"),
        postgresql_where=sa.text("ended_at IS NULL AND answer = 'accepted'"),
    )
    op.create_index(
        "uq_peer_asked_bound",
        "peer_asked",
        ["person_id"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )


def downgrade() -> None:
    op.drop_table("peer_asked")
    op.drop_table("peer_request")
    op.drop_table("shared_situation")
    op.drop_table("peer_person")
    op.drop_table("situation")
