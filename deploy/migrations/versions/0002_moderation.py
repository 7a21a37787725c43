"""Incidents, their messages, sanctions, reports, appeals, lessons, probation, rules of chats."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "chat_setting",
        sa.Column("chat_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column(
            "value", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["chat_id"], ["chat.id"], name=op.f("fk_chat_setting_chat_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chat_setting")),
        sa.UniqueConstraint("chat_id", "name", name=op.f("uq_chat_setting_chat_id_name")),
    )
    with op.batch_alter_table("chat_setting", schema=None) as batch_op:
        batch_op.create_index(
            "uq_chat_setting_regional",
            ["name"],
            unique=True,
            sqlite_where=sa.text("chat_id IS NULL"),
            postgresql_where=sa.text("chat_id IS NULL"),
        )

    op.create_table(
        "probation",
        sa.Column(
            "account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("messages", sa.Integer(), nullable=False),
        sa.Column("over_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["messenger_account.id"], name=op.f("fk_probation_account_id")
        ),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_probation")),
    )
    op.create_table(
        "storm",
        sa.Column("chat_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["chat_id"], ["chat.id"], name=op.f("fk_storm_chat_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_storm")),
    )
    with op.batch_alter_table("storm", schema=None) as batch_op:
        batch_op.create_index(
            "uq_storm_going_on",
            ["chat_id"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )

    op.create_table(
        "incident",
        sa.Column("chat_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "author_account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("channel", sa.String(length=32), nullable=True),
        sa.Column(
            "topic",
            sa.Enum(
                "spam",
                "abuse",
                "personal_data",
                "distress",
                "probation",
                "channel",
                "other",
                name="topic",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "source",
            sa.Enum(
                "detector",
                "rule",
                "report",
                "moderator",
                name="source",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "action",
            sa.Enum(
                "allow",
                "hint",
                "hold",
                "remove",
                "mute",
                "ban",
                name="action",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("dry_run", sa.Boolean(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column(
            "reasons", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "taken",
                "decided",
                name="incidentstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("for_leaders", sa.Boolean(), nullable=False),
        sa.Column("storm_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "taken_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "decision",
            sa.Enum(
                "right",
                "warn",
                "mute",
                "ban",
                "innocent",
                "met",
                "false_alarm",
                "lapsed",
                name="decision",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column(
            "decided_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("explained_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("excerpt", sa.LargeBinary(), nullable=True),
        sa.Column("context", sa.LargeBinary(), nullable=True),
        sa.Column("erase_excerpt_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "(state = 'decided') = (decision IS NOT NULL)",
            name=op.f("ck_incident_decided_says_what"),
        ),
        sa.CheckConstraint(
            "topic <> 'personal_data' OR (excerpt IS NULL AND context IS NULL)",
            name=op.f("ck_incident_personal_data_not_kept"),
        ),
        sa.ForeignKeyConstraint(
            ["author_account_id"],
            ["messenger_account.id"],
            name=op.f("fk_incident_author_account_id"),
        ),
        sa.ForeignKeyConstraint(["chat_id"], ["chat.id"], name=op.f("fk_incident_chat_id")),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["person.id"], name=op.f("fk_incident_decided_by_id")
        ),
        sa.ForeignKeyConstraint(["storm_id"], ["storm.id"], name=op.f("fk_incident_storm_id")),
        sa.ForeignKeyConstraint(
            ["taken_by_id"], ["person.id"], name=op.f("fk_incident_taken_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident")),
    )
    with op.batch_alter_table("incident", schema=None) as batch_op:
        batch_op.create_index(
            "ix_incident_author", ["author_account_id", "opened_at"], unique=False
        )
        batch_op.create_index("ix_incident_chat_opened", ["chat_id", "opened_at"], unique=False)
        batch_op.create_index("ix_incident_erase_excerpt_at", ["erase_excerpt_at"], unique=False)
        batch_op.create_index("ix_incident_opened_at", ["opened_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_incident_storm_id"), ["storm_id"], unique=False)
        batch_op.create_index(
            "ix_incident_undecided",
            ["chat_id", "topic", "author_account_id"],
            unique=False,
            sqlite_where=sa.text("state <> 'decided'"),
            postgresql_where=sa.text("state <> 'decided'"),
        )

    op.create_table(
        "appeal",
        sa.Column(
            "incident_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "granted",
                "refused",
                name="appealstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "decided_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("erase_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "(state = 'open') = (decided_at IS NULL)", name=op.f("ck_appeal_decided_says_when")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["person.id"], name=op.f("fk_appeal_decided_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_appeal_incident_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_appeal_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appeal")),
        sa.UniqueConstraint("incident_id", name=op.f("uq_appeal_incident_id")),
    )
    with op.batch_alter_table("appeal", schema=None) as batch_op:
        batch_op.create_index("ix_appeal_erase_at", ["erase_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_appeal_person_id"), ["person_id"], unique=False)

    op.create_table(
        "incident_message",
        sa.Column(
            "incident_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("chat_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "standing",
                "removing",
                "removed",
                "returning",
                "returned",
                "refused",
                name="messagestate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "removed_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("media", sa.String(length=16), nullable=True),
        sa.Column("copy_ref", sa.String(length=64), nullable=True),
        sa.Column("returned_ref", sa.String(length=64), nullable=True),
        sa.Column("text", sa.LargeBinary(), nullable=True),
        sa.Column("erase_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["chat_id"], ["chat.id"], name=op.f("fk_incident_message_chat_id")),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_incident_message_incident_id")
        ),
        sa.ForeignKeyConstraint(
            ["removed_by_id"], ["person.id"], name=op.f("fk_incident_message_removed_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident_message")),
        sa.UniqueConstraint(
            "incident_id", "message_id", name=op.f("uq_incident_message_incident_id_message_id")
        ),
    )
    with op.batch_alter_table("incident_message", schema=None) as batch_op:
        batch_op.create_index("ix_incident_message_erase_at", ["erase_at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_incident_message_incident_id"), ["incident_id"], unique=False
        )
        batch_op.create_index("ix_incident_message_place", ["chat_id", "message_id"], unique=False)
        batch_op.create_index(
            "ix_incident_message_removing",
            ["chat_id"],
            unique=False,
            sqlite_where=sa.text("state = 'removing'"),
            postgresql_where=sa.text("state = 'removing'"),
        )

    op.create_table(
        "lesson",
        sa.Column(
            "topic",
            sa.Enum(
                "spam",
                "abuse",
                "personal_data",
                "distress",
                "probation",
                "channel",
                "other",
                name="topic",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("is_bad", sa.Boolean(), nullable=False),
        sa.Column("features", sa.LargeBinary(), nullable=True),
        sa.Column("signature", sa.LargeBinary(16), nullable=False),
        sa.Column(
            "incident_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "active",
                "undone",
                name="lessonstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "taught_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("taught_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "confirmed_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column(
            "undone_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("excerpt", sa.LargeBinary(), nullable=True),
        sa.Column("erase_excerpt_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["confirmed_by_id"], ["person.id"], name=op.f("fk_lesson_confirmed_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_lesson_incident_id")
        ),
        sa.ForeignKeyConstraint(
            ["taught_by_id"], ["person.id"], name=op.f("fk_lesson_taught_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["undone_by_id"], ["person.id"], name=op.f("fk_lesson_undone_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lesson")),
    )
    with op.batch_alter_table("lesson", schema=None) as batch_op:
        batch_op.create_index("ix_lesson_erase_excerpt_at", ["erase_excerpt_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_lesson_incident_id"), ["incident_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_lesson_signature"), ["signature"], unique=False)
        batch_op.create_index("ix_lesson_state", ["state"], unique=False)

    op.create_table(
        "report",
        sa.Column(
            "incident_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "reporter_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "reason",
            sa.Enum(
                "spam",
                "abuse",
                "personal_data",
                "unwell",
                "other",
                name="reportreason",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("upheld", sa.Boolean(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_report_incident_id")
        ),
        sa.ForeignKeyConstraint(["reporter_id"], ["person.id"], name=op.f("fk_report_reporter_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
        sa.UniqueConstraint(
            "incident_id", "reporter_id", name=op.f("uq_report_incident_id_reporter_id")
        ),
    )
    with op.batch_alter_table("report", schema=None) as batch_op:
        batch_op.create_index("ix_report_reporter", ["reporter_id", "at"], unique=False)

    op.create_table(
        "sanction",
        sa.Column(
            "person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "incident_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "kind",
            sa.Enum(
                "warning",
                "mute",
                "ban",
                name="sanctionkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("begins_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "lifted_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "kind <> 'mute' OR until IS NOT NULL", name=op.f("ck_sanction_mute_has_term")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_sanction_by_id")),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_sanction_incident_id")
        ),
        sa.ForeignKeyConstraint(
            ["lifted_by_id"], ["person.id"], name=op.f("fk_sanction_lifted_by_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_sanction_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sanction")),
    )
    with op.batch_alter_table("sanction", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sanction_incident_id"), ["incident_id"], unique=False)
        batch_op.create_index("ix_sanction_person", ["person_id", "begins_at"], unique=False)
        batch_op.create_index("ix_sanction_until", ["until"], unique=False)

    op.create_table(
        "measure",
        sa.Column(
            "sanction_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("chat_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "state",
            sa.Enum(
                "pending",
                "applied",
                "lifting",
                "lifted",
                "refused",
                name="measurestate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("refusal", sa.String(length=40), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["messenger_account.id"], name=op.f("fk_measure_account_id")
        ),
        sa.ForeignKeyConstraint(["chat_id"], ["chat.id"], name=op.f("fk_measure_chat_id")),
        sa.ForeignKeyConstraint(
            ["sanction_id"], ["sanction.id"], name=op.f("fk_measure_sanction_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure")),
        sa.UniqueConstraint(
            "sanction_id",
            "chat_id",
            "account_id",
            name=op.f("uq_measure_sanction_id_chat_id_account_id"),
        ),
    )


def downgrade() -> None:
    op.drop_table("measure")
    with op.batch_alter_table("sanction", schema=None) as batch_op:
        batch_op.drop_index("ix_sanction_until")
        batch_op.drop_index("ix_sanction_person")
        batch_op.drop_index(batch_op.f("ix_sanction_incident_id"))

    op.drop_table("sanction")
    with op.batch_alter_table("report", schema=None) as batch_op:
        batch_op.drop_index("ix_report_reporter")

    op.drop_table("report")
    with op.batch_alter_table("lesson", schema=None) as batch_op:
        batch_op.drop_index("ix_lesson_state")
        batch_op.drop_index(batch_op.f("ix_lesson_signature"))
        batch_op.drop_index(batch_op.f("ix_lesson_incident_id"))
        batch_op.drop_index("ix_lesson_erase_excerpt_at")

    op.drop_table("lesson")
    with op.batch_alter_table("incident_message", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_incident_message_removing",
            sqlite_where=sa.text("state = 'removing'"),
            postgresql_where=sa.text("state = 'removing'"),
        )
        batch_op.drop_index("ix_incident_message_place")
        batch_op.drop_index(batch_op.f("ix_incident_message_incident_id"))
        batch_op.drop_index("ix_incident_message_erase_at")

    op.drop_table("incident_message")
    with op.batch_alter_table("appeal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_appeal_person_id"))
        batch_op.drop_index("ix_appeal_erase_at")

    op.drop_table("appeal")
    with op.batch_alter_table("incident", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_incident_undecided",
            sqlite_where=sa.text("state <> 'decided'"),
            postgresql_where=sa.text("state <> 'decided'"),
        )
        batch_op.drop_index(batch_op.f("ix_incident_storm_id"))
        batch_op.drop_index("ix_incident_opened_at")
        batch_op.drop_index("ix_incident_erase_excerpt_at")
        batch_op.drop_index("ix_incident_chat_opened")
        batch_op.drop_index("ix_incident_author")

    op.drop_table("incident")
    with op.batch_alter_table("storm", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_storm_going_on",
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )

    op.drop_table("storm")
    op.drop_table("probation")
    with op.batch_alter_table("chat_setting", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_chat_setting_regional",
            sqlite_where=sa.text("chat_id IS NULL"),
            postgresql_where=sa.text("chat_id IS NULL"),
        )

    op.drop_table("chat_setting")
