"""What waits for an answer, what is said from the site, complaints about a conversation."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    # Column by column, never a batch: SQLite would build the table anew, and others point at it.
    op.add_column("relay_conversation", sa.Column("waits_since", _MOMENT, nullable=True))
    # Until now only duty has opened conversations, and hers are not guarded.
    op.add_column(
        "relay_conversation",
        sa.Column("guarded", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.add_column("relay_message", sa.Column("once", sa.String(length=64), nullable=True))
    op.create_index(
        "uq_relay_message_once", "relay_message", ["conversation_id", "side", "once"], unique=True
    )
    _create_complaints()


def _create_complaints() -> None:
    op.create_table(
        "relay_complaint",
        sa.Column("conversation_id", _ID, nullable=False),
        sa.Column("by_id", _ID, nullable=False),
        sa.Column("about_id", _ID, nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column(
            "state",
            _enum("complaintstate", "open", "decided", "lapsed"),
            nullable=False,
        ),
        sa.Column("complained_at", _MOMENT, nullable=False),
        sa.Column("first_reader_id", _ID, nullable=True),
        sa.Column("second_reader_id", _ID, nullable=True),
        sa.Column("first_consent_at", _MOMENT, nullable=True),
        sa.Column("second_consent_at", _MOMENT, nullable=True),
        sa.Column("open_until", _MOMENT, nullable=True),
        sa.Column(
            "outcome",
            _enum("complaintoutcome", "no_ground", "talked_to", "ended", "paused"),
            nullable=True,
        ),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.Column("decided_by_id", _ID, nullable=True),
        sa.Column("ended_at", _MOMENT, nullable=True),
        sa.Column("id", _ID, nullable=False),
        *_checks(),
        _points_at("conversation_id", "relay_conversation"),
        *(
            _points_at(column, "person")
            for column in (
                "by_id",
                "about_id",
                "first_reader_id",
                "second_reader_id",
                "decided_by_id",
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relay_complaint")),
    )
    op.create_index("ix_relay_complaint_state", "relay_complaint", ["state", "complained_at"])
    op.create_index(
        "uq_relay_complaint_open",
        "relay_complaint",
        ["conversation_id", "by_id"],
        unique=True,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )


def _checks() -> list[sa.CheckConstraint]:
    rules = {
        "two_sides": "by_id <> about_id",
        "two_readers": "(first_reader_id IS NULL) = (second_reader_id IS NULL)"
        " AND first_reader_id <> second_reader_id",
        "readers_take_no_side": "first_reader_id NOT IN (by_id, about_id)"
        " AND second_reader_id NOT IN (by_id, about_id)",
        "named_before_consent": "first_reader_id IS NOT NULL"
        " OR (first_consent_at IS NULL AND second_consent_at IS NULL)",
        "opened_by_both": "open_until IS NULL"
        " OR (first_consent_at IS NOT NULL AND second_consent_at IS NOT NULL)",
        "decided_with_outcome": "(state = 'decided') = (outcome IS NOT NULL)"
        " AND (state = 'decided') = (decided_by_id IS NOT NULL)",
        "ended_or_open": "(state = 'open') = (ended_at IS NULL)",
    }
    return [
        sa.CheckConstraint(rule, name=op.f(f"ck_relay_complaint_{name}"))
        for name, rule in rules.items()
    ]


def _enum(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def _points_at(column: str, table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_relay_complaint_{column}")
    return sa.ForeignKeyConstraint([column], [f"{table}.id"], name=name)


def downgrade() -> None:
    op.drop_index(
        "uq_relay_complaint_open",
        table_name="relay_complaint",
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.drop_index("ix_relay_complaint_state", table_name="relay_complaint")
    op.drop_table("relay_complaint")
    op.drop_index("uq_relay_message_once", table_name="relay_message")
    op.drop_column("relay_message", "once")
    op.drop_column("relay_conversation", "guarded")
    op.drop_column("relay_conversation", "waits_since")
