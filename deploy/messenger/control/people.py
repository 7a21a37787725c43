"""People and what they do with the bot itself: start, block, unblock."""

from typing import Any, Final

from deploy.messenger.acts import membership, posting
from deploy.messenger.acts.looking import private_chat
from deploy.messenger.control.ask import Ask
from deploy.messenger.control.routes import Acts
from deploy.messenger.entities.found import with_found
from deploy.messenger.errors import ControlError
from deploy.messenger.state.records import Message, Person
from deploy.messenger.view import person_view
from deploy.messenger.wire import messages as wire

FIRST_PERSON_ID = 5_000_000
PERSON_FIELDS = ("last_name", "username", "language_code", "note")


def new_person(ask: Ask, fields: dict[str, Any]) -> Person:
    m = ask.m
    number = int(fields.get("id") or FIRST_PERSON_ID + m.new_id())
    if m.store.people.get(number):
        raise ControlError(f"There already is a person {number}.")
    named = {name: str(fields[name]) for name in PERSON_FIELDS if fields.get(name)}
    if not fields.get("first_name"):
        raise ControlError("first_name is missing.")
    return m.store.people.put(Person(id=number, first_name=fields["first_name"], **named))


async def add_person(ask: Ask) -> Any:
    person = new_person(ask, ask.fields)
    ask.m.bus.publish("people")
    return person_view(person)


async def list_people(ask: Ask) -> Any:
    return [person_view(person) for person in ask.m.store.people]


def start(ask: Ask, person: Person, payload: str) -> Message:
    """Pressing Start: it also lifts a block."""
    if person.blocked_bot:
        unblock(ask, person)
    person.started_bot = True
    ask.m.store.people.put(person)
    text = f"/start {payload}".strip()
    chat = private_chat(ask.m, person.id)
    return posting.post(ask.m, chat, from_id=person.id, text=text, entities=with_found(text, []))


async def start_bot(ask: Ask) -> Any:
    return wire.message(ask.m, start(ask, ask.person(), ask.text("payload", "")))


async def block_bot(ask: Ask) -> Any:
    person = ask.person()
    if person.blocked_bot:
        raise ControlError("The bot is blocked already.")
    person.blocked_bot = True
    ask.m.store.people.put(person)
    private_chat(ask.m, person.id)
    membership.meet_bot(ask.m, person.id, blocked=True)
    ask.m.bus.publish("people")
    return person_view(person)


def unblock(ask: Ask, person: Person) -> None:
    if not person.blocked_bot:
        raise ControlError("The bot is not blocked.")
    person.blocked_bot = False
    ask.m.store.people.put(person)
    membership.meet_bot(ask.m, person.id, blocked=False)
    ask.m.bus.publish("people")


async def unblock_bot(ask: Ask) -> Any:
    person = ask.person()
    unblock(ask, person)
    return person_view(person)


ACTS: Final[Acts] = {
    "GET people": list_people,
    "POST people": add_person,
    "POST start": start_bot,
    "POST block_bot": block_bot,
    "POST unblock_bot": unblock_bot,
}
