"""Self-help groups: their members and meetings, who leads them, who may enter their chats."""

import sqlalchemy as sa
from alembic import op

from community.membership.people.models import NEVER_BOTH

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _let_nobody_hold_both()
    op.add_column(
        "speciality",
        sa.Column("for_facilitators", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    op.create_index("uq_role_grant_of_whom", "role_grant", ["id", "person_id", "role"], unique=True)
    op.create_table(
        "chat_guest",
        sa.Column("chat_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["chat_id"], ["chat.id"], name=op.f("fk_chat_guest_chat_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_chat_guest_person_id")),
        sa.PrimaryKeyConstraint("chat_id", "person_id", name=op.f("pk_chat_guest")),
    )
    op.create_index("ix_chat_guest_person_id", "chat_guest", ["person_id"], unique=False)
    op.create_table(
        "support_group",
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column(
            "topic",
            sa.Enum(
                "beginning",
                "teenagers",
                "kin",
                "special_needs",
                "birth_family",
                "loss",
                "strength",
                "fathers",
                "general",
                name="topic",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column(
            "door",
            sa.Enum(
                "open", "invited", name="door", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("online", sa.Boolean(), nullable=False),
        sa.Column(
            "district_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "proposed",
                "declined",
                "open",
                "paused",
                "closed",
                name="groupstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("agreement", sa.Integer(), nullable=False),
        sa.Column("chat_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "proposed_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("paused_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("farewell", sa.LargeBinary(), nullable=True),
        sa.Column("decline_reason", sa.String(length=300), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "(state = 'closed') = (closed_at IS NOT NULL)", name=op.f("ck_support_group_closed")
        ),
        sa.CheckConstraint(
            "state IN ('proposed', 'declined') OR opened_at IS NOT NULL",
            name=op.f("ck_support_group_opened"),
        ),
        sa.CheckConstraint("capacity BETWEEN 3 AND 30", name=op.f("ck_support_group_capacity")),
        sa.CheckConstraint(
            "taken BETWEEN 0 AND capacity", name=op.f("ck_support_group_never_overfull")
        ),
        sa.ForeignKeyConstraint(["chat_id"], ["chat.id"], name=op.f("fk_support_group_chat_id")),
        sa.ForeignKeyConstraint(
            ["district_id"], ["district.id"], name=op.f("fk_support_group_district_id")
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by_id"], ["person.id"], name=op.f("fk_support_group_proposed_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_group")),
        sa.UniqueConstraint("chat_id", name=op.f("uq_support_group_chat_id")),
        sa.UniqueConstraint("code", name=op.f("uq_support_group_code")),
    )
    op.create_index(
        "ix_support_group_state_district", "support_group", ["state", "district_id"], unique=False
    )
    op.create_table(
        "facilitator_note",
        sa.Column("group_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "author_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f("fk_facilitator_note_author_id")
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["support_group.id"], name=op.f("fk_facilitator_note_group_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_facilitator_note")),
    )
    op.create_index(
        "ix_facilitator_note_author_group",
        "facilitator_note",
        ["author_id", "group_id"],
        unique=False,
    )
    op.create_table(
        "support_group_agreement",
        sa.Column("group_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"], ["support_group.id"], name=op.f("fk_support_group_agreement_group_id")
        ),
        sa.PrimaryKeyConstraint("group_id", "number", name=op.f("pk_support_group_agreement")),
    )
    op.create_table(
        "support_group_lead",
        sa.Column("group_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "facilitator",
                "second",
                name="leadkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("grant_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "parent",
                "candidate",
                "activist",
                "facilitator",
                "specialist",
                "leader",
                "officer",
                "methodologist",
                "admin",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("active_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("role = 'facilitator'", name=op.f("ck_support_group_lead_facilitates")),
        sa.ForeignKeyConstraint(
            ["grant_id", "person_id", "role"],
            ["role_grant.id", "role_grant.person_id", "role_grant.role"],
            name="fk_support_group_lead_grant",
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["support_group.id"], name=op.f("fk_support_group_lead_group_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_group_lead")),
    )
    op.create_index(
        "ix_support_group_lead_person_id", "support_group_lead", ["person_id"], unique=False
    )
    op.create_index(
        "uq_support_group_lead_kind",
        "support_group_lead",
        ["group_id", "kind"],
        unique=True,
        sqlite_where=sa.text("until IS NULL"),
        postgresql_where=sa.text("until IS NULL"),
    )
    op.create_index(
        "uq_support_group_lead_person",
        "support_group_lead",
        ["group_id", "person_id"],
        unique=True,
        sqlite_where=sa.text("until IS NULL"),
        postgresql_where=sa.text("until IS NULL"),
    )
    op.create_table(
        "support_group_meeting",
        sa.Column("group_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("slot", sa.Date(), nullable=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "planned",
                "held",
                "cancelled",
                "holiday",
                name="meetingstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("place", sa.String(length=200), nullable=True),
        sa.Column("link", sa.String(length=300), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("cancel_reason", sa.String(length=300), nullable=True),
        sa.Column("mood", sa.LargeBinary(), nullable=True),
        sa.Column("held_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("came", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "(state = 'held') = (held_at IS NOT NULL)", name=op.f("ck_support_group_meeting_held")
        ),
        sa.CheckConstraint(
            "starts_at < ends_at", name=op.f("ck_support_group_meeting_starts_before_end")
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["support_group.id"], name=op.f("fk_support_group_meeting_group_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_group_meeting")),
        sa.UniqueConstraint(
            "group_id", "slot", name=op.f("uq_support_group_meeting_group_id_slot")
        ),
    )
    op.create_index(
        "ix_support_group_meeting_group_starts",
        "support_group_meeting",
        ["group_id", "starts_at"],
        unique=False,
    )
    op.create_index(
        "ix_support_group_meeting_state_starts",
        "support_group_meeting",
        ["state", "starts_at"],
        unique=False,
    )
    op.create_table(
        "support_group_member",
        sa.Column("group_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "state",
            sa.Enum(
                "asked",
                "waiting",
                "member",
                "declined",
                "left",
                "removed",
                "ended",
                name="memberstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "came_by",
            sa.Enum(
                "link",
                "request",
                name="cameby",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("agreed", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "state <> 'member' OR joined_at IS NOT NULL",
            name=op.f("ck_support_group_member_joined"),
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["support_group.id"], name=op.f("fk_support_group_member_group_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_support_group_member_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_group_member")),
    )
    op.create_index(
        "ix_support_group_member_group_state",
        "support_group_member",
        ["group_id", "state"],
        unique=False,
    )
    op.create_index(
        "ix_support_group_member_person_id", "support_group_member", ["person_id"], unique=False
    )
    op.create_index(
        "uq_support_group_member_in_touch",
        "support_group_member",
        ["group_id", "person_id"],
        unique=True,
        sqlite_where=sa.text("state IN ('asked', 'waiting', 'member')"),
        postgresql_where=sa.text("state IN ('asked', 'waiting', 'member')"),
    )
    op.create_table(
        "support_group_rhythm",
        sa.Column("group_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=False),
        sa.Column("every_weeks", sa.Integer(), nullable=False),
        sa.Column("minute", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=True),
        sa.Column("link", sa.String(length=300), nullable=True),
        sa.CheckConstraint(
            "every_weeks BETWEEN 1 AND 8", name=op.f("ck_support_group_rhythm_every_weeks")
        ),
        sa.CheckConstraint(
            "minute BETWEEN 0 AND 1439", name=op.f("ck_support_group_rhythm_minute")
        ),
        sa.CheckConstraint(
            "minutes BETWEEN 30 AND 240", name=op.f("ck_support_group_rhythm_minutes")
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["support_group.id"], name=op.f("fk_support_group_rhythm_group_id")
        ),
        sa.PrimaryKeyConstraint("group_id", name=op.f("pk_support_group_rhythm")),
    )
    op.create_table(
        "support_group_vacancy",
        sa.Column("group_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "reason",
            sa.Enum(
                "silent",
                "gone",
                name="vacancyreason",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("noticed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "end",
            sa.Enum(
                "returned",
                "replaced",
                "closed",
                name="vacancyend",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"], ["support_group.id"], name=op.f("fk_support_group_vacancy_group_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_group_vacancy")),
    )
    op.create_index(
        "uq_support_group_vacancy_open",
        "support_group_vacancy",
        ["group_id"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "support_group_attendance",
        sa.Column(
            "meeting_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["support_group_meeting.id"],
            name=op.f("fk_support_group_attendance_meeting_id"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_support_group_attendance_person_id")
        ),
        sa.PrimaryKeyConstraint(
            "meeting_id", "person_id", name=op.f("pk_support_group_attendance")
        ),
    )
    op.create_index(
        op.f("ix_support_group_attendance_person_id"),
        "support_group_attendance",
        ["person_id"],
        unique=False,
    )


def _let_nobody_hold_both() -> None:
    """No group existed so far: whoever holds both roles stays the specialist."""
    op.execute(
        """UPDATE role_grant SET revoked_at = CURRENT_TIMESTAMP
           WHERE role = 'facilitator' AND revoked_at IS NULL AND EXISTS (
               SELECT 1 FROM role_grant other WHERE other.person_id = role_grant.person_id
               AND other.role = 'specialist' AND other.revoked_at IS NULL)"""
    )
    for statement in NEVER_BOTH[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    op.drop_table("support_group_attendance")
    op.drop_table("support_group_vacancy")
    op.drop_table("support_group_rhythm")
    op.drop_table("support_group_member")
    op.drop_table("support_group_meeting")
    op.drop_table("support_group_lead")
    op.drop_table("support_group_agreement")
    op.drop_table("facilitator_note")
    op.drop_table("support_group")
    op.drop_table("chat_guest")
    op.drop_index("uq_role_grant_of_whom", "role_grant")
    op.drop_column("speciality", "for_facilitators")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER role_grant_never_both ON role_grant")
        op.execute("DROP FUNCTION role_grant_never_both")
    else:
        for verb in ("insert", "update"):
            op.execute(f"DROP TRIGGER role_grant_never_both_{verb}")
