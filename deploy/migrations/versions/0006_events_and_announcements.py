"""Events and those who come, announcements, pictures, families at a border, letters by e-mail."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "family_border",
        sa.Column(
            "family_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "district_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.ForeignKeyConstraint(
            ["district_id"], ["district.id"], name=op.f("fk_family_border_district_id")
        ),
        sa.ForeignKeyConstraint(
            ["family_id"], ["family.id"], name=op.f("fk_family_border_family_id")
        ),
        sa.PrimaryKeyConstraint("family_id", "district_id", name=op.f("pk_family_border")),
    )
    op.create_index("ix_family_border_district_id", "family_border", ["district_id"], unique=False)

    op.create_table(
        "announcement_hearing",
        sa.Column(
            "person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "hearing",
            sa.Enum(
                "at_once",
                "weekly",
                "never",
                name="hearing",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_announcement_hearing_person_id")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_announcement_hearing")),
    )
    op.create_table(
        "person_email",
        sa.Column(
            "person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("address", sa.LargeBinary(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(16), nullable=True),
        sa.Column("code_expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("misses", sa.Integer(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stop", sa.LargeBinary(), nullable=False),
        sa.Column("stop_hash", sa.LargeBinary(16), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_person_email_person_id")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_person_email")),
        sa.UniqueConstraint("stop_hash", name=op.f("uq_person_email_stop_hash")),
    )
    op.create_table(
        "picture",
        sa.Column("mime", sa.String(length=16), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column(
            "added_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_ref", sa.String(length=255), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("size BETWEEN 1 AND 2097152", name=op.f("ck_picture_size")),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["person.id"], name=op.f("fk_picture_added_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_picture")),
    )
    op.create_table(
        "event",
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "leisure",
                "educational",
                "thematic",
                "training",
                "seminar",
                "core_session",
                "strategic_session",
                "presentation",
                "festival",
                "contest",
                "conference",
                name="eventkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("aims", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column(
            "guests", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column(
            "format",
            sa.Enum(
                "online",
                "in_person",
                "both",
                name="eventformat",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("place", sa.String(length=200), nullable=True),
        sa.Column("link", sa.String(length=300), nullable=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("ceiling", sa.Integer(), nullable=True),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "announced",
                "held",
                "closed",
                "cancelled",
                name="eventstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("cancel_reason", sa.String(length=300), nullable=True),
        sa.Column(
            "organiser_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column(
            "picture_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("series_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("walk_ins", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("announced_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "(state = 'cancelled') = (cancel_reason IS NOT NULL)", name=op.f("ck_event_says_why")
        ),
        sa.CheckConstraint(
            "state = 'draft' OR announced_at IS NOT NULL", name=op.f("ck_event_announced")
        ),
        sa.CheckConstraint(
            "(capacity IS NULL) = (ceiling IS NULL)", name=op.f("ck_event_ceiling_of_capacity")
        ),
        sa.CheckConstraint("capacity > 0", name=op.f("ck_event_capacity")),
        sa.CheckConstraint("ceiling >= capacity", name=op.f("ck_event_ceiling_above_capacity")),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_event_starts_before_end")),
        sa.CheckConstraint("taken <= ceiling", name=op.f("ck_event_never_oversold")),
        sa.CheckConstraint("taken >= 0", name=op.f("ck_event_taken")),
        sa.ForeignKeyConstraint(
            ["organiser_id"], ["person.id"], name=op.f("fk_event_organiser_id")
        ),
        sa.ForeignKeyConstraint(["picture_id"], ["picture.id"], name=op.f("fk_event_picture_id")),
        sa.ForeignKeyConstraint(["series_id"], ["event.id"], name=op.f("fk_event_series_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
        sa.UniqueConstraint("code", name=op.f("uq_event_code")),
    )
    op.create_index(
        "ix_event_coming",
        "event",
        ["starts_at", "id"],
        unique=False,
        sqlite_where=sa.text("state = 'announced'"),
        postgresql_where=sa.text("state = 'announced'"),
    )
    op.create_index(op.f("ix_event_organiser_id"), "event", ["organiser_id"], unique=False)
    op.create_index("ix_event_series_id", "event", ["series_id"], unique=False)
    op.create_index("ix_event_starts_at", "event", ["starts_at"], unique=False)
    op.create_index("ix_event_state_ends_at", "event", ["state", "ends_at"], unique=False)

    op.create_table(
        "announcement",
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column(
            "picture_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("button_label", sa.String(length=40), nullable=True),
        sa.Column("button_url", sa.String(length=300), nullable=True),
        sa.Column("event_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "audience", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column("pins", sa.Boolean(), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column(
            "district_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("author_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "scheduled",
                "sending",
                "paused",
                "sent",
                "cancelled",
                name="announcementstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("filled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reached_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "state <> 'scheduled' OR due_at IS NOT NULL",
            name=op.f("ck_announcement_scheduled_has_time"),
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f("fk_announcement_author_id")
        ),
        sa.ForeignKeyConstraint(
            ["district_id"], ["district.id"], name=op.f("fk_announcement_district_id")
        ),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_announcement_event_id")),
        sa.ForeignKeyConstraint(
            ["picture_id"], ["picture.id"], name=op.f("fk_announcement_picture_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announcement")),
    )
    op.create_index("ix_announcement_created_at", "announcement", ["created_at"], unique=False)
    op.create_index(
        op.f("ix_announcement_district_id"), "announcement", ["district_id"], unique=False
    )
    op.create_index(op.f("ix_announcement_event_id"), "announcement", ["event_id"], unique=False)
    op.create_index(
        "ix_announcement_running",
        "announcement",
        ["id"],
        unique=False,
        sqlite_where=sa.text("state <> 'draft' AND ended_at IS NULL"),
        postgresql_where=sa.text("state <> 'draft' AND ended_at IS NULL"),
    )

    op.create_table(
        "event_authority",
        sa.Column("event_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_event_authority_event_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_authority")),
    )
    op.create_index(
        op.f("ix_event_authority_event_id"), "event_authority", ["event_id"], unique=False
    )

    op.create_table(
        "event_district",
        sa.Column("event_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "district_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.ForeignKeyConstraint(
            ["district_id"], ["district.id"], name=op.f("fk_event_district_district_id")
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_event_district_event_id")
        ),
        sa.PrimaryKeyConstraint("event_id", "district_id", name=op.f("pk_event_district")),
    )
    op.create_index(
        "ix_event_district_district_id", "event_district", ["district_id"], unique=False
    )

    op.create_table(
        "event_material",
        sa.Column("event_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("url", sa.String(length=300), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_event_material_event_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_material")),
    )
    op.create_index(
        op.f("ix_event_material_event_id"), "event_material", ["event_id"], unique=False
    )

    op.create_table(
        "event_party",
        sa.Column("event_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("family_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "district_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column(
            "state",
            sa.Enum(
                "going",
                "waiting",
                "offered",
                "lapsed",
                "cancelled",
                name="partystate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("adults", sa.Integer(), nullable=False),
        sa.Column("children", sa.Integer(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("ages", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("needs", sa.LargeBinary(), nullable=True),
        sa.Column(
            "transport",
            sa.Enum(
                "none",
                "needed",
                "offered",
                name="transport",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("transport_seats", sa.Integer(), nullable=False),
        sa.Column(
            "reminders",
            sa.Enum(
                "both",
                "day",
                "hours",
                "none",
                name="reminders",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("is_core", sa.Boolean(), nullable=False),
        sa.Column("is_specialist", sa.Boolean(), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("offer_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked_again_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("came_adults", sa.Integer(), nullable=True),
        sa.Column("came_children", sa.Integer(), nullable=True),
        sa.Column("came_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "noted_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "(state = 'offered') = (offer_until IS NOT NULL)",
            name=op.f("ck_event_party_offer_has_end"),
        ),
        sa.CheckConstraint("adults >= 0 AND children >= 0", name=op.f("ck_event_party_people")),
        sa.CheckConstraint(
            "seats = adults + children AND seats BETWEEN 1 AND 20",
            name=op.f("ck_event_party_seats"),
        ),
        sa.ForeignKeyConstraint(
            ["district_id"], ["district.id"], name=op.f("fk_event_party_district_id")
        ),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_event_party_event_id")),
        sa.ForeignKeyConstraint(
            ["family_id"], ["family.id"], name=op.f("fk_event_party_family_id")
        ),
        sa.ForeignKeyConstraint(
            ["noted_by_id"], ["person.id"], name=op.f("fk_event_party_noted_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_event_party_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_party")),
        sa.UniqueConstraint("code", name=op.f("uq_event_party_code")),
    )
    op.create_index(op.f("ix_event_party_event_id"), "event_party", ["event_id"], unique=False)
    op.create_index(op.f("ix_event_party_family_id"), "event_party", ["family_id"], unique=False)
    op.create_index(
        "ix_event_party_line",
        "event_party",
        ["event_id", "queued_at", "id"],
        unique=False,
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_index(
        "ix_event_party_offer_until",
        "event_party",
        ["offer_until"],
        unique=False,
        sqlite_where=sa.text("state = 'offered'"),
        postgresql_where=sa.text("state = 'offered'"),
    )
    op.create_index(op.f("ix_event_party_person_id"), "event_party", ["person_id"], unique=False)
    op.create_index(
        "uq_event_party_family",
        "event_party",
        ["event_id", "family_id"],
        unique=True,
        sqlite_where=sa.text("state IN ('going', 'offered', 'waiting')"),
        postgresql_where=sa.text("state IN ('going', 'offered', 'waiting')"),
    )
    op.create_index(
        "uq_event_party_person",
        "event_party",
        ["event_id", "person_id"],
        unique=True,
        sqlite_where=sa.text("state IN ('going', 'offered', 'waiting')"),
        postgresql_where=sa.text("state IN ('going', 'offered', 'waiting')"),
    )

    op.create_table(
        "event_post",
        sa.Column("event_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("chat_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("pins", sa.Boolean(), nullable=False),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["chat_id"], ["chat.id"], name=op.f("fk_event_post_chat_id")),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_event_post_event_id")),
        sa.PrimaryKeyConstraint("event_id", "chat_id", name=op.f("pk_event_post")),
    )
    op.create_index("ix_event_post_chat_id", "event_post", ["chat_id"], unique=False)

    op.create_table(
        "event_question",
        sa.Column("event_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column(
            "choices", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_event_question_event_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_question")),
        sa.UniqueConstraint(
            "event_id", "position", name=op.f("uq_event_question_event_id_position")
        ),
    )
    op.create_table(
        "event_speaker",
        sa.Column("event_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column(
            "level",
            sa.Enum(
                "local",
                "regional",
                "federal",
                name="speakerlevel",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "speciality_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_event_speaker_event_id")),
        sa.ForeignKeyConstraint(
            ["speciality_id"], ["speciality.id"], name=op.f("fk_event_speaker_speciality_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_speaker")),
    )
    op.create_index(op.f("ix_event_speaker_event_id"), "event_speaker", ["event_id"], unique=False)

    op.create_table(
        "event_word",
        sa.Column("event_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("author_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "whom",
            sa.Enum(
                "going",
                "waiting",
                "everyone",
                name="whom",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_event_word_author_id")),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_event_word_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_word")),
    )
    op.create_index(op.f("ix_event_word_event_id"), "event_word", ["event_id"], unique=False)

    op.create_table(
        "announcement_chat",
        sa.Column(
            "announcement_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("chat_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "delivery",
            sa.Enum(
                "waiting",
                "delivered",
                "mailed",
                "blocked",
                "failed",
                "skipped",
                "weekly",
                name="delivery",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["announcement_id"],
            ["announcement.id"],
            name=op.f("fk_announcement_chat_announcement_id"),
        ),
        sa.ForeignKeyConstraint(
            ["chat_id"], ["chat.id"], name=op.f("fk_announcement_chat_chat_id")
        ),
        sa.PrimaryKeyConstraint("announcement_id", "chat_id", name=op.f("pk_announcement_chat")),
    )
    op.create_index("ix_announcement_chat_chat_id", "announcement_chat", ["chat_id"], unique=False)

    op.create_table(
        "announcement_recipient",
        sa.Column(
            "announcement_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "district_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column(
            "delivery",
            sa.Enum(
                "waiting",
                "delivered",
                "mailed",
                "blocked",
                "failed",
                "skipped",
                "weekly",
                name="delivery",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("week", sa.Date(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["announcement_id"],
            ["announcement.id"],
            name=op.f("fk_announcement_recipient_announcement_id"),
        ),
        sa.ForeignKeyConstraint(
            ["district_id"], ["district.id"], name=op.f("fk_announcement_recipient_district_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_announcement_recipient_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announcement_recipient")),
        sa.UniqueConstraint(
            "announcement_id",
            "person_id",
            name=op.f("uq_announcement_recipient_announcement_id_person_id"),
        ),
    )
    op.create_index(
        "ix_announcement_recipient_count",
        "announcement_recipient",
        ["announcement_id", "delivery", "district_id"],
        unique=False,
    )
    op.create_index(
        "ix_announcement_recipient_person",
        "announcement_recipient",
        ["person_id", "week"],
        unique=False,
    )
    op.create_index(
        "ix_announcement_recipient_weekly",
        "announcement_recipient",
        ["week", "person_id"],
        unique=False,
        sqlite_where=sa.text("delivery = 'weekly'"),
        postgresql_where=sa.text("delivery = 'weekly'"),
    )

    op.create_table(
        "event_answer",
        sa.Column("party_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "question_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["party_id"], ["event_party.id"], name=op.f("fk_event_answer_party_id")
        ),
        sa.ForeignKeyConstraint(
            ["question_id"], ["event_question.id"], name=op.f("fk_event_answer_question_id")
        ),
        sa.PrimaryKeyConstraint("party_id", "question_id", name=op.f("pk_event_answer")),
    )
    op.create_index("ix_event_answer_question_id", "event_answer", ["question_id"], unique=False)

    op.create_table(
        "event_feedback",
        sa.Column("party_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("event_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("useful", sa.Integer(), nullable=True),
        sa.Column(
            "again",
            sa.Enum(
                "yes",
                "perhaps",
                "no",
                name="comesagain",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("useful BETWEEN 1 AND 5", name=op.f("ck_event_feedback_useful")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_event_feedback_event_id")
        ),
        sa.ForeignKeyConstraint(
            ["party_id"], ["event_party.id"], name=op.f("fk_event_feedback_party_id")
        ),
        sa.PrimaryKeyConstraint("party_id", name=op.f("pk_event_feedback")),
    )
    op.create_index(
        op.f("ix_event_feedback_event_id"), "event_feedback", ["event_id"], unique=False
    )

    op.add_column(
        "outbox_message",
        sa.Column("by_mail", sa.Boolean(), server_default=sa.false(), nullable=False),
    )


def downgrade() -> None:
    op.drop_column("outbox_message", "by_mail")

    op.drop_index(op.f("ix_event_feedback_event_id"), table_name="event_feedback")

    op.drop_table("event_feedback")
    op.drop_index("ix_event_answer_question_id", table_name="event_answer")

    op.drop_table("event_answer")
    op.drop_index(
        "ix_announcement_recipient_weekly",
        table_name="announcement_recipient",
        sqlite_where=sa.text("delivery = 'weekly'"),
        postgresql_where=sa.text("delivery = 'weekly'"),
    )
    op.drop_index("ix_announcement_recipient_person", table_name="announcement_recipient")
    op.drop_index("ix_announcement_recipient_count", table_name="announcement_recipient")

    op.drop_table("announcement_recipient")
    op.drop_index("ix_announcement_chat_chat_id", table_name="announcement_chat")

    op.drop_table("announcement_chat")
    op.drop_index(op.f("ix_event_word_event_id"), table_name="event_word")

    op.drop_table("event_word")
    op.drop_index(op.f("ix_event_speaker_event_id"), table_name="event_speaker")

    op.drop_table("event_speaker")
    op.drop_table("event_question")
    op.drop_index("ix_event_post_chat_id", table_name="event_post")

    op.drop_table("event_post")
    op.drop_index(
        "uq_event_party_person",
        table_name="event_party",
        sqlite_where=sa.text("state IN ('going', 'offered', 'waiting')"),
        postgresql_where=sa.text("state IN ('going', 'offered', 'waiting')"),
    )
    op.drop_index(
        "uq_event_party_family",
        table_name="event_party",
        sqlite_where=sa.text("state IN ('going', 'offered', 'waiting')"),
        postgresql_where=sa.text("state IN ('going', 'offered', 'waiting')"),
    )
    op.drop_index(op.f("ix_event_party_person_id"), table_name="event_party")
    op.drop_index(
        "ix_event_party_offer_until",
        table_name="event_party",
        sqlite_where=sa.text("state = 'offered'"),
        postgresql_where=sa.text("state = 'offered'"),
    )
    op.drop_index(
        "ix_event_party_line",
        table_name="event_party",
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.drop_index(op.f("ix_event_party_family_id"), table_name="event_party")
    op.drop_index(op.f("ix_event_party_event_id"), table_name="event_party")

    op.drop_table("event_party")
    op.drop_index(op.f("ix_event_material_event_id"), table_name="event_material")

    op.drop_table("event_material")
    op.drop_index("ix_event_district_district_id", table_name="event_district")

    op.drop_table("event_district")
    op.drop_index(op.f("ix_event_authority_event_id"), table_name="event_authority")

    op.drop_table("event_authority")
    op.drop_index(
        "ix_announcement_running",
        table_name="announcement",
        sqlite_where=sa.text("state <> 'draft' AND ended_at IS NULL"),
        postgresql_where=sa.text("state <> 'draft' AND ended_at IS NULL"),
    )
    op.drop_index(op.f("ix_announcement_event_id"), table_name="announcement")
    op.drop_index(op.f("ix_announcement_district_id"), table_name="announcement")
    op.drop_index("ix_announcement_created_at", table_name="announcement")

    op.drop_table("announcement")
    op.drop_index("ix_event_state_ends_at", table_name="event")
    op.drop_index("ix_event_starts_at", table_name="event")
    op.drop_index("ix_event_series_id", table_name="event")
    op.drop_index(op.f("ix_event_organiser_id"), table_name="event")
    op.drop_index(
        "ix_event_coming",
        table_name="event",
        sqlite_where=sa.text("state = 'announced'"),
        postgresql_where=sa.text("state = 'announced'"),
    )

    op.drop_table("event")
    op.drop_table("picture")
    op.drop_table("person_email")
    op.drop_table("announcement_hearing")
    op.drop_index("ix_family_border_district_id", table_name="family_border")

    op.drop_table("family_border")
