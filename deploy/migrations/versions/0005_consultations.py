"""Specialists, their hours, consultations and requests for help; a person's own clock."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "speciality",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("name_of", sa.String(length=80), nullable=False),
        sa.Column("name_en", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_speciality")),
        sa.UniqueConstraint("code", name=op.f("uq_speciality_code")),
        sa.UniqueConstraint("name", name=op.f("uq_speciality_name")),
    )
    op.create_table(
        "specialist",
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "candidate",
                "vetted",
                "active",
                "paused",
                "left",
                name="specialiststate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("alias", sa.LargeBinary(), nullable=False),
        sa.Column("about", sa.LargeBinary(), nullable=True),
        sa.Column(
            "languages", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column("online", sa.Boolean(), nullable=False),
        sa.Column("in_person", sa.Boolean(), nullable=False),
        sa.Column(
            "district_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("load_limit", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("buffer_minutes", sa.Integer(), nullable=False),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "invited_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("code_hash", sa.LargeBinary(16), nullable=True),
        sa.Column("code", sa.LargeBinary(), nullable=True),
        sa.Column("ask_code", sa.String(length=16), nullable=False),
        sa.Column("documents_seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "documents_seen_by_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=True,
        ),
        sa.Column("interviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "interviewed_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("activated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "activated_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("recheck_on", sa.Date(), nullable=True),
        sa.Column("paused_until", sa.Date(), nullable=True),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("calendar_hash", sa.LargeBinary(16), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "state IN ('candidate', 'left') OR (documents_seen_at IS NOT NULL AND interviewed_at IS NOT NULL)",
            name=op.f("ck_specialist_vetted_before_active"),
        ),
        sa.CheckConstraint(
            "state IN ('candidate', 'left') OR person_id IS NOT NULL",
            name=op.f("ck_specialist_active_is_somebody"),
        ),
        sa.CheckConstraint(
            "buffer_minutes BETWEEN 0 AND 120 AND buffer_minutes % 15 = 0",
            name=op.f("ck_specialist_whole_buffer"),
        ),
        sa.CheckConstraint("load_limit BETWEEN 1 AND 50", name=op.f("ck_specialist_load_limit")),
        sa.CheckConstraint(
            "minutes BETWEEN 15 AND 180 AND minutes % 15 = 0",
            name=op.f("ck_specialist_whole_quarters"),
        ),
        sa.ForeignKeyConstraint(
            ["activated_by_id"], ["person.id"], name=op.f("fk_specialist_activated_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["district_id"], ["district.id"], name=op.f("fk_specialist_district_id")
        ),
        sa.ForeignKeyConstraint(
            ["documents_seen_by_id"], ["person.id"], name=op.f("fk_specialist_documents_seen_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["interviewed_by_id"], ["person.id"], name=op.f("fk_specialist_interviewed_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["invited_by_id"], ["person.id"], name=op.f("fk_specialist_invited_by_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_specialist_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_specialist")),
        sa.UniqueConstraint("ask_code", name=op.f("uq_specialist_ask_code")),
        sa.UniqueConstraint("calendar_hash", name=op.f("uq_specialist_calendar_hash")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_specialist_code_hash")),
        sa.UniqueConstraint("person_id", name=op.f("uq_specialist_person_id")),
    )
    op.create_table(
        "day_hours",
        sa.Column(
            "specialist_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("begins", sa.Time(), nullable=False),
        sa.Column("ends", sa.Time(), nullable=False),
        sa.Column(
            "format",
            sa.Enum(
                "online",
                "in_person",
                name="format",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column(
            "district_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "district_id IS NULL OR format = 'in_person'",
            name=op.f("ck_day_hours_travels_to_meet_in_person"),
        ),
        sa.CheckConstraint("begins < ends", name=op.f("ck_day_hours_begins_before_end")),
        sa.ForeignKeyConstraint(
            ["district_id"], ["district.id"], name=op.f("fk_day_hours_district_id")
        ),
        sa.ForeignKeyConstraint(
            ["specialist_id"], ["specialist.id"], name=op.f("fk_day_hours_specialist_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_day_hours")),
    )
    with op.batch_alter_table("day_hours", schema=None) as batch_op:
        batch_op.create_index(
            "ix_day_hours_specialist_id_day", ["specialist_id", "day", "begins"], unique=False
        )

    op.create_table(
        "group_consultation",
        sa.Column(
            "specialist_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "speciality_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("topic", sa.String(length=120), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column(
            "format",
            sa.Enum(
                "online",
                "in_person",
                name="format",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "district_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column(
            "state",
            sa.Enum(
                "planned",
                "held",
                "cancelled",
                name="groupstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("seats BETWEEN 2 AND 100", name=op.f("ck_group_consultation_seats")),
        sa.CheckConstraint(
            "starts_at < ends_at", name=op.f("ck_group_consultation_starts_before_end")
        ),
        sa.ForeignKeyConstraint(
            ["district_id"], ["district.id"], name=op.f("fk_group_consultation_district_id")
        ),
        sa.ForeignKeyConstraint(
            ["specialist_id"], ["specialist.id"], name=op.f("fk_group_consultation_specialist_id")
        ),
        sa.ForeignKeyConstraint(
            ["speciality_id"], ["speciality.id"], name=op.f("fk_group_consultation_speciality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_consultation")),
    )
    with op.batch_alter_table("group_consultation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_group_consultation_specialist_id"), ["specialist_id"], unique=False
        )
        batch_op.create_index("ix_group_consultation_starts_at", ["starts_at"], unique=False)

    op.create_table(
        "help_request",
        sa.Column(
            "person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "speciality_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("wished_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "district_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column(
            "for_whom",
            sa.Enum(
                "me",
                "partner",
                "child",
                "grandchild",
                "family",
                name="forwhom",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "format",
            sa.Enum(
                "online",
                "in_person",
                name="format",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column(
            "urgency",
            sa.Enum(
                "today",
                "week",
                "calm",
                name="urgency",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "naming",
            sa.Enum(
                "anonymous",
                "first_name",
                name="naming",
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
                "waiting",
                "offered",
                "taken",
                "closed",
                name="requeststate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "responsible_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "specialist_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("leader_told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminders", sa.Integer(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "conversation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("first_answer_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "outcome",
            sa.Enum(
                "helped",
                "helped_in_part",
                "referred",
                "not_needed",
                "no_contact",
                "lapsed",
                name="requestoutcome",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("rating", sa.SmallInteger(), nullable=True),
        sa.Column(
            "follow_up",
            sa.Enum(
                "better",
                "same",
                "again",
                name="followup",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("erase_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "(state = 'closed') = (closed_at IS NOT NULL) AND (state = 'closed') = (outcome IS NOT NULL)",
            name=op.f("ck_help_request_closed_says_how"),
        ),
        sa.CheckConstraint(
            "(state = 'closed') = (responsible_id IS NULL) AND (state = 'closed') = (due_at IS NULL)",
            name=op.f("ck_help_request_open_has_somebody"),
        ),
        sa.CheckConstraint(
            "(state IN ('waiting', 'closed') OR specialist_id IS NOT NULL) AND (state <> 'waiting' OR specialist_id IS NULL)",
            name=op.f("ck_help_request_in_whose_hands"),
        ),
        sa.CheckConstraint("rating BETWEEN 1 AND 3", name=op.f("ck_help_request_rating")),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["relay_conversation.id"],
            name=op.f("fk_help_request_conversation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["district_id"], ["district.id"], name=op.f("fk_help_request_district_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_help_request_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["responsible_id"], ["person.id"], name=op.f("fk_help_request_responsible_id")
        ),
        sa.ForeignKeyConstraint(
            ["specialist_id"], ["specialist.id"], name=op.f("fk_help_request_specialist_id")
        ),
        sa.ForeignKeyConstraint(
            ["speciality_id"], ["speciality.id"], name=op.f("fk_help_request_speciality_id")
        ),
        sa.ForeignKeyConstraint(
            ["wished_id"], ["specialist.id"], name=op.f("fk_help_request_wished_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_help_request")),
    )
    with op.batch_alter_table("help_request", schema=None) as batch_op:
        batch_op.create_index("ix_help_request_asked_at", ["asked_at"], unique=False)
        batch_op.create_index("ix_help_request_conversation_id", ["conversation_id"], unique=False)
        batch_op.create_index(
            "ix_help_request_due_at",
            ["due_at"],
            unique=False,
            sqlite_where=sa.text("state <> 'closed'"),
            postgresql_where=sa.text("state <> 'closed'"),
        )
        batch_op.create_index("ix_help_request_erase_at", ["erase_at"], unique=False)
        batch_op.create_index(
            "ix_help_request_in_hand",
            ["specialist_id"],
            unique=False,
            sqlite_where=sa.text("state <> 'closed'"),
            postgresql_where=sa.text("state <> 'closed'"),
        )
        batch_op.create_index("ix_help_request_person_id", ["person_id"], unique=False)
        batch_op.create_index(
            "ix_help_request_waiting",
            ["speciality_id", "asked_at"],
            unique=False,
            sqlite_where=sa.text("state <> 'closed'"),
            postgresql_where=sa.text("state <> 'closed'"),
        )
        batch_op.create_index(
            "uq_help_request_open",
            ["person_id", "speciality_id", "for_whom"],
            unique=True,
            sqlite_where=sa.text("state <> 'closed'"),
            postgresql_where=sa.text("state <> 'closed'"),
        )

    op.create_table(
        "specialist_district",
        sa.Column(
            "specialist_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "district_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.ForeignKeyConstraint(
            ["district_id"], ["district.id"], name=op.f("fk_specialist_district_district_id")
        ),
        sa.ForeignKeyConstraint(
            ["specialist_id"], ["specialist.id"], name=op.f("fk_specialist_district_specialist_id")
        ),
        sa.PrimaryKeyConstraint(
            "specialist_id", "district_id", name=op.f("pk_specialist_district")
        ),
    )
    op.create_table(
        "specialist_speciality",
        sa.Column(
            "specialist_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "speciality_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.ForeignKeyConstraint(
            ["specialist_id"],
            ["specialist.id"],
            name=op.f("fk_specialist_speciality_specialist_id"),
        ),
        sa.ForeignKeyConstraint(
            ["speciality_id"],
            ["speciality.id"],
            name=op.f("fk_specialist_speciality_speciality_id"),
        ),
        sa.PrimaryKeyConstraint(
            "specialist_id", "speciality_id", name=op.f("pk_specialist_speciality")
        ),
    )
    with op.batch_alter_table("specialist_speciality", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_specialist_speciality_speciality_id"), ["speciality_id"], unique=False
        )

    op.create_table(
        "specialist_training",
        sa.Column(
            "specialist_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("title", sa.LargeBinary(), nullable=False),
        sa.Column("hours", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column(
            "noted_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("hours > 0", name=op.f("ck_specialist_training_hours")),
        sa.ForeignKeyConstraint(
            ["noted_by_id"], ["person.id"], name=op.f("fk_specialist_training_noted_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["specialist_id"], ["specialist.id"], name=op.f("fk_specialist_training_specialist_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_specialist_training")),
    )
    with op.batch_alter_table("specialist_training", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_specialist_training_specialist_id"), ["specialist_id"], unique=False
        )

    op.create_table(
        "time_off",
        sa.Column(
            "specialist_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("begins_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("begins_at < ends_at", name=op.f("ck_time_off_begins_before_end")),
        sa.ForeignKeyConstraint(
            ["specialist_id"], ["specialist.id"], name=op.f("fk_time_off_specialist_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_time_off")),
    )
    with op.batch_alter_table("time_off", schema=None) as batch_op:
        batch_op.create_index(
            "ix_time_off_specialist_id_ends_at", ["specialist_id", "ends_at"], unique=False
        )

    op.create_table(
        "working_hours",
        sa.Column(
            "specialist_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("weekday", sa.SmallInteger(), nullable=False),
        sa.Column("begins", sa.Time(), nullable=False),
        sa.Column("ends", sa.Time(), nullable=False),
        sa.Column(
            "format",
            sa.Enum(
                "online",
                "in_person",
                name="format",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("begins < ends", name=op.f("ck_working_hours_begins_before_end")),
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name=op.f("ck_working_hours_weekday")),
        sa.ForeignKeyConstraint(
            ["specialist_id"], ["specialist.id"], name=op.f("fk_working_hours_specialist_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_working_hours")),
    )
    with op.batch_alter_table("working_hours", schema=None) as batch_op:
        batch_op.create_index(
            "ix_working_hours_specialist_id", ["specialist_id", "weekday", "begins"], unique=False
        )

    op.create_table(
        "consultation",
        sa.Column(
            "specialist_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "speciality_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "request_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "format",
            sa.Enum(
                "online",
                "in_person",
                name="format",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "district_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column(
            "state",
            sa.Enum(
                "booked",
                "held",
                "missed",
                "moved",
                "cancelled",
                name="consultationstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("booked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("series_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "moved_to_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "ended_by",
            sa.Enum(
                "asker",
                "specialist",
                "club",
                name="party",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "(state = 'booked') = (ended_at IS NULL)", name=op.f("ck_consultation_booked_is_open")
        ),
        sa.CheckConstraint(
            "(state = 'moved') = (moved_to_id IS NOT NULL)",
            name=op.f("ck_consultation_moved_says_where"),
        ),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_consultation_starts_before_end")),
        sa.ForeignKeyConstraint(
            ["district_id"], ["district.id"], name=op.f("fk_consultation_district_id")
        ),
        sa.ForeignKeyConstraint(
            ["moved_to_id"], ["consultation.id"], name=op.f("fk_consultation_moved_to_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_consultation_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["help_request.id"], name=op.f("fk_consultation_request_id")
        ),
        sa.ForeignKeyConstraint(
            ["series_id"], ["consultation.id"], name=op.f("fk_consultation_series_id")
        ),
        sa.ForeignKeyConstraint(
            ["specialist_id"], ["specialist.id"], name=op.f("fk_consultation_specialist_id")
        ),
        sa.ForeignKeyConstraint(
            ["speciality_id"], ["speciality.id"], name=op.f("fk_consultation_speciality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation")),
    )
    with op.batch_alter_table("consultation", schema=None) as batch_op:
        batch_op.create_index(
            "ix_consultation_booked_ends_at",
            ["ends_at"],
            unique=False,
            sqlite_where=sa.text("state = 'booked'"),
            postgresql_where=sa.text("state = 'booked'"),
        )
        batch_op.create_index("ix_consultation_request_id", ["request_id"], unique=False)
        batch_op.create_index(
            "ix_consultation_specialist_id_starts_at", ["specialist_id", "starts_at"], unique=False
        )
        batch_op.create_index(
            "uq_consultation_person_time",
            ["person_id", "starts_at"],
            unique=True,
            sqlite_where=sa.text("state = 'booked'"),
            postgresql_where=sa.text("state = 'booked'"),
        )

    op.create_table(
        "group_seat",
        sa.Column("group_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("seat", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(
            "person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("came", sa.Boolean(), nullable=True),
        sa.CheckConstraint("seat >= 1", name=op.f("ck_group_seat_seat")),
        sa.ForeignKeyConstraint(
            ["group_id"], ["group_consultation.id"], name=op.f("fk_group_seat_group_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_group_seat_person_id")),
        sa.PrimaryKeyConstraint("group_id", "seat", name=op.f("pk_group_seat")),
    )
    with op.batch_alter_table("group_seat", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_group_seat_person_id"), ["person_id"], unique=False)
        batch_op.create_index("uq_group_seat_person", ["group_id", "person_id"], unique=True)

    op.create_table(
        "help_offer",
        sa.Column(
            "request_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "specialist_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "answer",
            sa.Enum(
                "accepted",
                "declined",
                "expired",
                "taken_back",
                "handed_on",
                name="offeranswer",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "(answered_at IS NULL) = (answer IS NULL)",
            name=op.f("ck_help_offer_answered_says_what"),
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["help_request.id"], name=op.f("fk_help_offer_request_id")
        ),
        sa.ForeignKeyConstraint(
            ["specialist_id"], ["specialist.id"], name=op.f("fk_help_offer_specialist_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_help_offer")),
    )
    with op.batch_alter_table("help_offer", schema=None) as batch_op:
        batch_op.create_index("ix_help_offer_request_id", ["request_id"], unique=False)
        batch_op.create_index(
            "ix_help_offer_specialist_id", ["specialist_id", "offered_at"], unique=False
        )
        batch_op.create_index(
            "uq_help_offer_pending",
            ["request_id"],
            unique=True,
            sqlite_where=sa.text("answered_at IS NULL"),
            postgresql_where=sa.text("answered_at IS NULL"),
        )

    op.create_table(
        "taken_quarter",
        sa.Column(
            "specialist_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("quarter", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("length", sa.SmallInteger(), nullable=True),
        sa.Column(
            "consultation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("group_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.CheckConstraint(
            "(consultation_id IS NULL) <> (group_id IS NULL)",
            name=op.f("ck_taken_quarter_taken_by_one_of_both"),
        ),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultation.id"], name=op.f("fk_taken_quarter_consultation_id")
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["group_consultation.id"], name=op.f("fk_taken_quarter_group_id")
        ),
        sa.ForeignKeyConstraint(
            ["specialist_id"], ["specialist.id"], name=op.f("fk_taken_quarter_specialist_id")
        ),
        sa.PrimaryKeyConstraint("specialist_id", "quarter", name=op.f("pk_taken_quarter")),
    )
    with op.batch_alter_table("taken_quarter", schema=None) as batch_op:
        batch_op.create_index(
            "ix_taken_quarter_length",
            ["specialist_id", "quarter", "length"],
            unique=False,
            sqlite_where=sa.text("length IS NOT NULL"),
            postgresql_where=sa.text("length IS NOT NULL"),
        )
        batch_op.create_index("ix_taken_quarter_consultation_id", ["consultation_id"], unique=False)
        batch_op.create_index("ix_taken_quarter_group_id", ["group_id"], unique=False)

    op.add_column("person", sa.Column("zone", sa.String(length=40), nullable=True))


def downgrade() -> None:
    # Plainly: a batch would copy the table, which others refer to.
    op.drop_column("person", "zone")

    with op.batch_alter_table("taken_quarter", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_taken_quarter_length",
            sqlite_where=sa.text("length IS NOT NULL"),
            postgresql_where=sa.text("length IS NOT NULL"),
        )
        batch_op.drop_index("ix_taken_quarter_group_id")
        batch_op.drop_index("ix_taken_quarter_consultation_id")

    op.drop_table("taken_quarter")
    with op.batch_alter_table("help_offer", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_help_offer_pending",
            sqlite_where=sa.text("answered_at IS NULL"),
            postgresql_where=sa.text("answered_at IS NULL"),
        )
        batch_op.drop_index("ix_help_offer_specialist_id")
        batch_op.drop_index("ix_help_offer_request_id")

    op.drop_table("help_offer")
    with op.batch_alter_table("group_seat", schema=None) as batch_op:
        batch_op.drop_index("uq_group_seat_person")
        batch_op.drop_index(batch_op.f("ix_group_seat_person_id"))

    op.drop_table("group_seat")
    with op.batch_alter_table("consultation", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_consultation_person_time",
            sqlite_where=sa.text("state = 'booked'"),
            postgresql_where=sa.text("state = 'booked'"),
        )
        batch_op.drop_index("ix_consultation_specialist_id_starts_at")
        batch_op.drop_index("ix_consultation_request_id")
        batch_op.drop_index(
            "ix_consultation_booked_ends_at",
            sqlite_where=sa.text("state = 'booked'"),
            postgresql_where=sa.text("state = 'booked'"),
        )

    op.drop_table("consultation")
    with op.batch_alter_table("working_hours", schema=None) as batch_op:
        batch_op.drop_index("ix_working_hours_specialist_id")

    op.drop_table("working_hours")
    with op.batch_alter_table("time_off", schema=None) as batch_op:
        batch_op.drop_index("ix_time_off_specialist_id_ends_at")

    op.drop_table("time_off")
    with op.batch_alter_table("specialist_training", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_specialist_training_specialist_id"))

    op.drop_table("specialist_training")
    with op.batch_alter_table("specialist_speciality", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_specialist_speciality_speciality_id"))

    op.drop_table("specialist_speciality")
    op.drop_table("specialist_district")
    with op.batch_alter_table("help_request", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_help_request_open",
            sqlite_where=sa.text("state <> 'closed'"),
            postgresql_where=sa.text("state <> 'closed'"),
        )
        batch_op.drop_index(
            "ix_help_request_waiting",
            sqlite_where=sa.text("state <> 'closed'"),
            postgresql_where=sa.text("state <> 'closed'"),
        )
        batch_op.drop_index("ix_help_request_person_id")
        batch_op.drop_index(
            "ix_help_request_in_hand",
            sqlite_where=sa.text("state <> 'closed'"),
            postgresql_where=sa.text("state <> 'closed'"),
        )
        batch_op.drop_index("ix_help_request_erase_at")
        batch_op.drop_index(
            "ix_help_request_due_at",
            sqlite_where=sa.text("state <> 'closed'"),
            postgresql_where=sa.text("state <> 'closed'"),
        )
        batch_op.drop_index("ix_help_request_conversation_id")
        batch_op.drop_index("ix_help_request_asked_at")

    op.drop_table("help_request")
    with op.batch_alter_table("group_consultation", schema=None) as batch_op:
        batch_op.drop_index("ix_group_consultation_starts_at")
        batch_op.drop_index(batch_op.f("ix_group_consultation_specialist_id"))

    op.drop_table("group_consultation")
    with op.batch_alter_table("day_hours", schema=None) as batch_op:
        batch_op.drop_index("ix_day_hours_specialist_id_day")

    op.drop_table("day_hours")
    op.drop_table("specialist")
    op.drop_table("speciality")
