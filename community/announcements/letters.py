"""What is queued of an announcement, and by which keys it is found again."""

from datetime import date, datetime
from uuid import uuid4

from sqlalchemy import ColumnElement, Select, select

from community.announcements.kinds import Delivery
from community.announcements.models import Announcement, AnnouncementChat, AnnouncementRecipient
from community.core.outbox.batches import key_of
from community.core.outbox.models import Priority, RecipientKind
from community.core.outbox.service import Letter, to_chat, to_person

_LETTER, _POST, _PIN = "announcement.letter", "announcement.post", "announcement.pin"
_WEEK = "announcement.week"


def letter(
    announcement: Announcement, person_id: int, due_at: datetime, *, by_mail: bool = False
) -> Letter:
    params = {"announcement": announcement.id}
    key = str(announcement.id)
    to = to_person(person_id)
    return Letter(to, _LETTER, key, params, Priority.BROADCAST, due_at, by_mail)


def posts(announcement: Announcement, chat_id: int, due_at: datetime) -> list[Letter]:
    """The post, and its pin: a chat's next message is not taken while an earlier one is unsent."""
    params, key = {"announcement": announcement.id}, str(announcement.id)
    templates = (_POST, _PIN) if announcement.pins else (_POST,)
    return [
        Letter(to_chat(chat_id), template, key, params, Priority.BROADCAST, due_at)
        for template in templates
    ]


def week(person_id: int, day: date, due_at: datetime) -> Letter:
    params = {"day": day.isoformat()}
    key = day.isoformat()
    return Letter(to_person(person_id), _WEEK, key, params, Priority.BROADCAST, due_at)


def copy(announcement: Announcement, person_id: int) -> Letter:
    """The same once more for one who asked: its author, or a reader of the letter of the week."""
    params = {"announcement": announcement.id}
    key = f"{announcement.id}:{uuid4().hex}"
    return Letter(to_person(person_id), "announcement.copy", key, params, Priority.ANSWER)


def finished(announcement: Announcement, author_id: int) -> Letter:
    params = {"announcement": announcement.id}
    return Letter(to_person(author_id), "announcement.finished", str(announcement.id), params)


def key_of_letter(announcement_id: int) -> ColumnElement[str]:
    person = AnnouncementRecipient.person_id
    return key_of(_LETTER, str(announcement_id), RecipientKind.PERSON, person)


def key_of_post(announcement_id: int) -> ColumnElement[str]:
    chat = AnnouncementChat.chat_id
    return key_of(_POST, str(announcement_id), RecipientKind.CHAT, chat)


def key_of_week(day: date) -> ColumnElement[str]:
    person = AnnouncementRecipient.person_id
    return key_of(_WEEK, day.isoformat(), RecipientKind.PERSON, person)


def waiting_letters(announcement_id: int) -> Select[str]:
    """The keys of all that people still wait for."""
    return select(key_of_letter(announcement_id)).where(
        AnnouncementRecipient.announcement_id == announcement_id,
        AnnouncementRecipient.delivery == Delivery.WAITING,
    )


def waiting_posts(announcement_id: int) -> list[Select[str]]:
    """The same of chats: posts, and the pins that follow them."""
    chat, key = AnnouncementChat.chat_id, str(announcement_id)
    return [
        select(key_of(template, key, RecipientKind.CHAT, chat)).where(
            AnnouncementChat.announcement_id == announcement_id
        )
        for template in (_POST, _PIN)
    ]
