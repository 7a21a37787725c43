"""The roster of duties, signals of distress, conversations through the bot."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "duty",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column(
            "half",
            sa.Enum(
                "day", "night", name="half", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column(
            "district_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column(
            "person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "substitute_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("person_id <> substitute_id", name=op.f("ck_duty_two_people")),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_duty_district_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_duty_person_id")),
        sa.ForeignKeyConstraint(
            ["substitute_id"], ["person.id"], name=op.f("fk_duty_substitute_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty")),
    )
    with op.batch_alter_table("duty", schema=None) as batch_op:
        batch_op.create_index("ix_duty_person_id_day", ["person_id", "day"], unique=False)
        batch_op.create_index(
            "uq_duty_district",
            ["day", "half", "district_id"],
            unique=True,
            sqlite_where=sa.text("district_id IS NOT NULL"),
            postgresql_where=sa.text("district_id IS NOT NULL"),
        )
        batch_op.create_index(
            "uq_duty_region",
            ["day", "half"],
            unique=True,
            sqlite_where=sa.text("district_id IS NULL"),
            postgresql_where=sa.text("district_id IS NULL"),
        )

    op.create_table(
        "relay_conversation",
        sa.Column("asker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "helper_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("asker_alias", sa.LargeBinary(), nullable=False),
        sa.Column("helper_alias", sa.LargeBinary(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asker_spoke_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("helper_spoke_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_said_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asker_reveals", sa.Boolean(), nullable=False),
        sa.Column("helper_reveals", sa.Boolean(), nullable=False),
        sa.Column("revealed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("erase_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("asker_id <> helper_id", name=op.f("ck_relay_conversation_two_people")),
        sa.CheckConstraint(
            "revealed_at IS NULL OR (asker_reveals AND helper_reveals)",
            name=op.f("ck_relay_conversation_both_agreed"),
        ),
        sa.ForeignKeyConstraint(
            ["asker_id"], ["person.id"], name=op.f("fk_relay_conversation_asker_id")
        ),
        sa.ForeignKeyConstraint(
            ["helper_id"], ["person.id"], name=op.f("fk_relay_conversation_helper_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relay_conversation")),
    )
    with op.batch_alter_table("relay_conversation", schema=None) as batch_op:
        batch_op.create_index("ix_relay_conversation_erase_at", ["erase_at"], unique=False)
        batch_op.create_index(
            "ix_relay_conversation_open_asker",
            ["asker_id"],
            unique=False,
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )
        batch_op.create_index(
            "ix_relay_conversation_open_helper",
            ["helper_id"],
            unique=False,
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )

    op.create_table(
        "relay_message",
        sa.Column(
            "conversation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "side",
            sa.Enum(
                "asker", "helper", name="side", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column(
            "medium",
            sa.Enum(
                "text",
                "voice",
                "photo",
                "document",
                name="medium",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("file", sa.LargeBinary(), nullable=True),
        sa.Column(
            "reply_to_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undelivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["relay_conversation.id"],
            name=op.f("fk_relay_message_conversation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["reply_to_id"], ["relay_message.id"], name=op.f("fk_relay_message_reply_to_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relay_message")),
    )
    with op.batch_alter_table("relay_message", schema=None) as batch_op:
        batch_op.create_index(
            "ix_relay_message_conversation", ["conversation_id", "id"], unique=False
        )

    op.create_table(
        "signal",
        sa.Column(
            "person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "district_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("chat_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("incident_id", sa.BigInteger(), nullable=True),
        sa.Column(
            "source",
            sa.Enum(
                "sos",
                "detector",
                "report",
                name="signalsource",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "colour",
            sa.Enum(
                "yellow",
                "orange",
                "red",
                name="colour",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "raised",
                "taken",
                "closed",
                name="signalstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "circle",
            sa.Enum(
                "on_duty",
                "substitute",
                "leaders",
                "roster",
                name="circle",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("widens_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "taken_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("contact_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "conversation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "closed_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column(
            "outcome",
            sa.Enum(
                "helped",
                "specialist",
                "refusal_risk",
                "emergency",
                "false_alarm",
                "lapsed",
                name="outcome",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("erase_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "(state = 'closed') = (outcome IS NOT NULL) AND (state = 'closed') = (closed_at IS NOT NULL)",
            name=op.f("ck_signal_closed_with_outcome"),
        ),
        sa.CheckConstraint(
            "(state = 'raised') = (widens_at IS NOT NULL)", name=op.f("ck_signal_raised_widens")
        ),
        sa.CheckConstraint(
            "state <> 'taken' OR taken_by_id IS NOT NULL", name=op.f("ck_signal_taken_by_whom")
        ),
        sa.ForeignKeyConstraint(["chat_id"], ["chat.id"], name=op.f("fk_signal_chat_id")),
        sa.ForeignKeyConstraint(
            ["closed_by_id"], ["person.id"], name=op.f("fk_signal_closed_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["relay_conversation.id"], name=op.f("fk_signal_conversation_id")
        ),
        sa.ForeignKeyConstraint(
            ["district_id"], ["district.id"], name=op.f("fk_signal_district_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_signal_person_id")),
        sa.ForeignKeyConstraint(["taken_by_id"], ["person.id"], name=op.f("fk_signal_taken_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signal")),
    )
    with op.batch_alter_table("signal", schema=None) as batch_op:
        batch_op.create_index("ix_signal_erase_at", ["erase_at"], unique=False)
        batch_op.create_index("ix_signal_incident_id", ["incident_id"], unique=False)
        batch_op.create_index("ix_signal_raised_at", ["raised_at"], unique=False)
        batch_op.create_index(
            "ix_signal_widens_at",
            ["widens_at"],
            unique=False,
            sqlite_where=sa.text("state = 'raised'"),
            postgresql_where=sa.text("state = 'raised'"),
        )
        batch_op.create_index(
            "uq_signal_open",
            ["person_id"],
            unique=True,
            sqlite_where=sa.text("state <> 'closed'"),
            postgresql_where=sa.text("state <> 'closed'"),
        )

    op.create_table(
        "debrief",
        sa.Column(
            "signal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "answer",
            sa.Enum(
                "talk",
                "specialist",
                "no",
                name="debriefanswer",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_debrief_person_id")),
        sa.ForeignKeyConstraint(["signal_id"], ["signal.id"], name=op.f("fk_debrief_signal_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_debrief")),
        sa.UniqueConstraint("signal_id", "person_id", name=op.f("uq_debrief_signal_id_person_id")),
    )
    op.create_table(
        "relay_place",
        sa.Column(
            "message_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("external_id", sa.String(length=32), nullable=False),
        sa.Column("is_copy", sa.Boolean(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["messenger_account.id"], name=op.f("fk_relay_place_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["message_id"], ["relay_message.id"], name=op.f("fk_relay_place_message_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relay_place")),
        sa.UniqueConstraint(
            "account_id", "external_id", name=op.f("uq_relay_place_account_id_external_id")
        ),
    )
    with op.batch_alter_table("relay_place", schema=None) as batch_op:
        batch_op.create_index("ix_relay_place_message_id", ["message_id"], unique=False)

    op.create_table(
        "signal_call",
        sa.Column(
            "signal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "circle",
            sa.Enum(
                "on_duty",
                "substitute",
                "leaders",
                "roster",
                name="circle",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("called_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("declined_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_signal_call_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["signal_id"], ["signal.id"], name=op.f("fk_signal_call_signal_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signal_call")),
        sa.UniqueConstraint(
            "signal_id", "person_id", name=op.f("uq_signal_call_signal_id_person_id")
        ),
    )


def downgrade() -> None:
    op.drop_table("signal_call")
    with op.batch_alter_table("relay_place", schema=None) as batch_op:
        batch_op.drop_index("ix_relay_place_message_id")

    op.drop_table("relay_place")
    op.drop_table("debrief")
    with op.batch_alter_table("signal", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_signal_open",
            sqlite_where=sa.text("state <> 'closed'"),
            postgresql_where=sa.text("state <> 'closed'"),
        )
        batch_op.drop_index(
            "ix_signal_widens_at",
            sqlite_where=sa.text("state = 'raised'"),
            postgresql_where=sa.text("state = 'raised'"),
        )
        batch_op.drop_index("ix_signal_raised_at")
        batch_op.drop_index("ix_signal_incident_id")
        batch_op.drop_index("ix_signal_erase_at")

    op.drop_table("signal")
    with op.batch_alter_table("relay_message", schema=None) as batch_op:
        batch_op.drop_index("ix_relay_message_conversation")

    op.drop_table("relay_message")
    with op.batch_alter_table("relay_conversation", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_relay_conversation_open_helper",
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )
        batch_op.drop_index(
            "ix_relay_conversation_open_asker",
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )
        batch_op.drop_index("ix_relay_conversation_erase_at")

    op.drop_table("relay_conversation")
    with op.batch_alter_table("duty", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_duty_region",
            sqlite_where=sa.text("district_id IS NULL"),
            postgresql_where=sa.text("district_id IS NULL"),
        )
        batch_op.drop_index(
            "uq_duty_district",
            sqlite_where=sa.text("district_id IS NOT NULL"),
            postgresql_where=sa.text("district_id IS NOT NULL"),
        )
        batch_op.drop_index("ix_duty_person_id_day")

    op.drop_table("duty")
