"""Incidents, their messages, sanctions, reports, appeals, lessons, probation, rules of chats.

Texts are encrypted and short-lived: what was held is erased after 24 hours, an excerpt after 30
days. Personal data that were removed are never written here at all.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from community.core.crypto import BlindIndex, EncryptedJson, EncryptedText
from community.core.db import Base, Json, WithId
from moderation.detect.verdict import Action
from moderation.incidents.kinds import (
    AppealState,
    Decision,
    IncidentState,
    LessonState,
    MeasureState,
    MessageState,
    ReportReason,
    SanctionKind,
    Source,
    Topic,
)

_UNDECIDED = text("state <> 'decided'")
_GOING_ON = text("ended_at IS NULL")
_REGIONAL = text("chat_id IS NULL")


class Storm(WithId, Base):
    """So many incidents in one chat that their cards are folded into one."""

    __tablename__ = "storm"
    __table_args__ = (
        Index(
            "uq_storm_going_on",
            "chat_id",
            unique=True,
            sqlite_where=_GOING_ON,
            postgresql_where=_GOING_ON,
        ),
    )

    chat_id: Mapped[int] = mapped_column(ForeignKey("chat.id"))
    began_at: Mapped[datetime]
    last_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Incident(WithId, Base):
    """Something seen, reported or decided in a chat. `action` is what the machine did of itself."""

    __tablename__ = "incident"
    __table_args__ = (
        CheckConstraint("(state = 'decided') = (decision IS NOT NULL)", name="decided_says_what"),
        CheckConstraint(
            "topic <> 'personal_data' OR (excerpt IS NULL AND context IS NULL)",
            name="personal_data_not_kept",
        ),
        Index("ix_incident_chat_opened", "chat_id", "opened_at"),
        Index("ix_incident_opened_at", "opened_at"),
        Index("ix_incident_author", "author_account_id", "opened_at"),
        Index(
            "ix_incident_undecided",
            "chat_id",
            "topic",
            "author_account_id",
            sqlite_where=_UNDECIDED,
            postgresql_where=_UNDECIDED,
        ),
        Index("ix_incident_erase_excerpt_at", "erase_excerpt_at"),
    )

    chat_id: Mapped[int] = mapped_column(ForeignKey("chat.id"))
    author_account_id: Mapped[int | None] = mapped_column(ForeignKey("messenger_account.id"))
    # The channel that somebody wrote in the name of, by its id in the messenger.
    channel: Mapped[str | None] = mapped_column(String(32))
    topic: Mapped[Topic]
    source: Mapped[Source]
    action: Mapped[Action]
    dry_run: Mapped[bool] = mapped_column(default=False)  # judged, and nothing was done
    score: Mapped[float] = mapped_column(default=0.0)
    reasons: Mapped[list[str]] = mapped_column(default=list)  # codes of detect.reasons
    state: Mapped[IncidentState]
    for_leaders: Mapped[bool] = mapped_column(default=False)  # it is about a moderator
    storm_id: Mapped[int | None] = mapped_column(ForeignKey("storm.id"), index=True)
    opened_at: Mapped[datetime]
    taken_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    taken_at: Mapped[datetime | None]
    decision: Mapped[Decision | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]
    explained_at: Mapped[datetime | None]  # when the author had the reason and the text in private
    excerpt: Mapped[str | None] = mapped_column(EncryptedText("incident.excerpt"))
    # What stood before and after: [[message id in the messenger, excerpt], …]
    context: Mapped[Any | None] = mapped_column(EncryptedJson("incident.context"))
    erase_excerpt_at: Mapped[datetime | None]


class IncidentMessage(WithId, Base):
    """A message of an incident. `text` is kept for 24 hours so that it can be given back."""

    __tablename__ = "incident_message"
    __table_args__ = (
        UniqueConstraint("incident_id", "message_id"),
        Index("ix_incident_message_place", "chat_id", "message_id"),
        Index("ix_incident_message_erase_at", "erase_at"),
        Index(
            "ix_incident_message_removing",
            "chat_id",
            sqlite_where=text("state = 'removing'"),
            postgresql_where=text("state = 'removing'"),
        ),
    )

    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"), index=True)
    chat_id: Mapped[int] = mapped_column(ForeignKey("chat.id"))
    message_id: Mapped[int] = mapped_column(BigInteger)
    state: Mapped[MessageState]
    sent_at: Mapped[datetime]
    # Whose decision took it away, so that an undo gives it back; None: the machine's.
    removed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    media: Mapped[str | None] = mapped_column(String(16))
    # A copy in the moderators' chat, `chat id:message id`: how media can be given back.
    copy_ref: Mapped[str | None] = mapped_column(String(64))
    # Where it was quoted back, so that an undo can take that away again.
    returned_ref: Mapped[str | None] = mapped_column(String(64))
    text: Mapped[str | None] = mapped_column(EncryptedText("incident_message.text"))
    erase_at: Mapped[datetime | None]


class Sanction(WithId, Base):
    """A warning, a mute or a ban of a person, in every chat at once (feature 7)."""

    __tablename__ = "sanction"
    __table_args__ = (
        CheckConstraint("kind <> 'mute' OR until IS NOT NULL", name="mute_has_term"),
        Index("ix_sanction_person", "person_id", "begins_at"),
        Index("ix_sanction_until", "until"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"), index=True)
    kind: Mapped[SanctionKind]
    begins_at: Mapped[datetime]
    until: Mapped[datetime | None]  # of a warning: until when it counts
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))  # None: the machine
    lifted_at: Mapped[datetime | None]
    lifted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class Measure(WithId, Base):
    """A sanction carried out, or lifted, in one chat for one account."""

    __tablename__ = "measure"
    __table_args__ = (UniqueConstraint("sanction_id", "chat_id", "account_id"),)

    sanction_id: Mapped[int] = mapped_column(ForeignKey("sanction.id"))
    chat_id: Mapped[int] = mapped_column(ForeignKey("chat.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("messenger_account.id"))
    state: Mapped[MeasureState]
    refusal: Mapped[str | None] = mapped_column(String(40))


class Report(WithId, Base):
    """A member's word about a message. Who reported is never shown to its author."""

    __tablename__ = "report"
    __table_args__ = (
        UniqueConstraint("incident_id", "reporter_id"),
        Index("ix_report_reporter", "reporter_id", "at"),
    )

    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    reporter_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[ReportReason]
    at: Mapped[datetime]
    upheld: Mapped[bool | None]  # whether the decision agreed with it


class Appeal(WithId, Base):
    """An author disagrees; another moderator than the one who decided looks again."""

    __tablename__ = "appeal"
    __table_args__ = (
        UniqueConstraint("incident_id"),
        CheckConstraint("(state = 'open') = (decided_at IS NULL)", name="decided_says_when"),
        Index("ix_appeal_erase_at", "erase_at"),
    )

    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    words: Mapped[str | None] = mapped_column(EncryptedText("appeal.words"))
    at: Mapped[datetime]
    state: Mapped[AppealState]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]
    erase_at: Mapped[datetime | None]


class Lesson(WithId, Base):
    """What a moderator's decision taught the detector, without the words it was taught by."""

    SIGNATURE = "lesson.signature"  # what the keyed hash of exact words is bound to

    __tablename__ = "lesson"
    __table_args__ = (
        Index("ix_lesson_state", "state"),
        Index("ix_lesson_erase_excerpt_at", "erase_excerpt_at"),
    )

    topic: Mapped[Topic]
    is_bad: Mapped[bool]
    features: Mapped[bytes | None] = mapped_column(LargeBinary)  # of the linear model; spam only
    signature: Mapped[bytes] = mapped_column(BlindIndex(SIGNATURE), index=True)
    incident_id: Mapped[int | None] = mapped_column(ForeignKey("incident.id"), index=True)
    state: Mapped[LessonState]
    taught_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    taught_at: Mapped[datetime]
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    undone_at: Mapped[datetime | None]
    excerpt: Mapped[str | None] = mapped_column(EncryptedText("lesson.excerpt"))
    erase_excerpt_at: Mapped[datetime | None]


class Probation(Base):
    """How far a newcomer has come; no row: nobody has written yet."""

    __tablename__ = "probation"

    account_id: Mapped[int] = mapped_column(ForeignKey("messenger_account.id"), primary_key=True)
    since: Mapped[datetime]
    messages: Mapped[int] = mapped_column(default=0)
    over_at: Mapped[datetime | None]


class ChatSetting(WithId, Base):
    """A rule that a chat (or, without a chat, the region) sets otherwise than the product."""

    __tablename__ = "chat_setting"
    __table_args__ = (
        UniqueConstraint("chat_id", "name"),
        Index(
            "uq_chat_setting_regional",
            "name",
            unique=True,
            sqlite_where=_REGIONAL,
            postgresql_where=_REGIONAL,
        ),
    )

    chat_id: Mapped[int | None] = mapped_column(ForeignKey("chat.id"))
    name: Mapped[str] = mapped_column(String(64))
    value: Mapped[Any] = mapped_column(Json)
