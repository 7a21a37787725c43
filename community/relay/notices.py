"""What the two sides are told, as letters for the outbox.

Their parameters are ids; the renderers look at how things stand when they are sent.
"""

from uuid import uuid4

from community.core.outbox.models import Priority
from community.core.outbox.service import Letter, to_person
from community.relay.kinds import Side
from community.relay.models import Conversation, RelayMessage


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


def closed(conversation: Conversation, to: Side) -> Letter:
    return _of_conversation("relay.closed", conversation, to)


def _of_conversation(template: str, conversation: Conversation, to: Side) -> Letter:
    recipient, params = to_person(conversation.person_on(to)), {"conversation": conversation.id}
    return Letter(recipient, template, str(conversation.id), params, Priority.ANSWER)
