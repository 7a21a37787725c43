"""What the two sides are told, as letters for the outbox.

Their parameters are ids; the renderers look at how things stand when they are sent.
"""

from datetime import date
from uuid import uuid4

from community.core.outbox.models import Priority
from community.core.outbox.service import Letter, to_person
from community.relay.kinds import Side
from community.relay.models import Complaint, Conversation, RelayMessage


def message(conversation: Conversation, said: RelayMessage) -> Letter:
    return _of_message("relay.message", conversation.person_on(said.side.other), said)


def edit(conversation: Conversation, said: RelayMessage) -> Letter:
    """The copy is to show the words of the moment; of several edits each is a letter."""
    to = conversation.person_on(said.side.other)
    return _of_message("relay.edit", to, said, key=f"{said.id}:{uuid4().hex}")


def withdraw(conversation: Conversation, said: RelayMessage) -> Letter:
    return _of_message("relay.withdraw", conversation.person_on(said.side.other), said)


def not_delivered(conversation: Conversation, said: RelayMessage) -> Letter:
    return _of_message("relay.not_delivered", conversation.person_on(said.side), said)


def _of_message(template: str, to: int, said: RelayMessage, *, key: str = "") -> Letter:
    params = {"message": said.id}
    return Letter(to_person(to), template, key or str(said.id), params, Priority.ANSWER)


def reveal_asked(conversation: Conversation, to: Side) -> Letter:
    return _of_conversation("relay.reveal_asked", conversation, to)


def revealed(conversation: Conversation, to: Side) -> Letter:
    return _of_conversation("relay.revealed", conversation, to)


def closed(conversation: Conversation, to: Side, *, by_club: bool = False) -> Letter:
    whose = {"by_club": True} if by_club else {}
    return _of_conversation("relay.closed", conversation, to, **whose)


def acknowledged(conversation: Conversation, night: date | None) -> Letter:
    """After the first words, and once a night."""
    when = "first" if night is None else night.isoformat()
    params = {"conversation": conversation.id, "night": night is not None}
    return Letter(
        to_person(conversation.asker_id),
        "relay.acknowledged",
        f"{conversation.id}:{when}",
        params,
        Priority.NORMAL,  # what people say to each other goes first
    )


def complained(complaint: Complaint, person_id: int) -> Letter:
    """To a leader: two are to be named. What it is about is on the site alone."""
    return _of_complaint("relay.complained", complaint, person_id)


def reader_named(complaint: Complaint, person_id: int) -> Letter:
    """Named once more, they are asked once more."""
    return _of_complaint("relay.complaint_named", complaint, person_id, anew=True)


def opened_to_both(complaint: Complaint, person_id: int) -> Letter:
    return _of_complaint("relay.complaint_opened", complaint, person_id, anew=True)


def complaint_decided(complaint: Complaint) -> Letter:
    """To whoever complained."""
    return _of_complaint("relay.complaint_decided", complaint, complaint.by_id)


def _of_complaint(template: str, complaint: Complaint, to: int, *, anew: bool = False) -> Letter:
    key = f"{complaint.id}:{uuid4().hex}" if anew else str(complaint.id)
    return Letter(to_person(to), template, key, {"complaint": complaint.id}, Priority.ANSWER)


def _of_conversation(
    template: str, conversation: Conversation, to: Side, **params: object
) -> Letter:
    recipient = to_person(conversation.person_on(to))
    params = {"conversation": conversation.id, **params}
    return Letter(recipient, template, str(conversation.id), params, Priority.ANSWER)
