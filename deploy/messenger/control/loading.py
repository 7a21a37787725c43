"""A whole region at once: people, groups, who is in them, and what was said."""

from typing import Any, Final

from deploy.messenger.acts import chats
from deploy.messenger.acts.looking import private_chat
from deploy.messenger.control.ask import Ask
from deploy.messenger.control.people import new_person
from deploy.messenger.control.routes import Acts
from deploy.messenger.entities.parsing import formatted
from deploy.messenger.errors import ApiError, ControlError
from deploy.messenger.messenger import Messenger
from deploy.messenger.rights import chosen_rights, usual_admin_rights
from deploy.messenger.state.records import Chat, Member, Message
from deploy.messenger.wire.people import user

Snapshot = dict[str, Any]
BOT = "bot"
"""Stands for the bot where a snapshot names a member or an author."""


async def load(ask: Ask) -> Any:
    """No updates are caused: the bot knows what its own demonstration put here."""
    return load_snapshot(ask, ask.fields)


def load_snapshot(ask: Ask, snapshot: Snapshot) -> dict[str, int]:
    """Raises ControlError for a person or chat that the snapshot names but nobody knows."""
    for fields in snapshot.get("people", []):
        person = new_person(ask, fields)
        person.started_bot = bool(fields.get("started_bot"))
    for fields in snapshot.get("groups", []):
        load_group(ask, fields)
    for fields in snapshot.get("messages", []):
        load_message(ask, fields)
    ask.m.bus.publish("reset")
    return {name: len(snapshot.get(name, [])) for name in ("people", "groups", "messages")}


def load_beginning(m: Messenger) -> None:
    """What an empty messenger begins with, if its config says so."""
    if m.config.snapshot and not len(m.store.people):
        load_snapshot(Ask(m, {}), m.config.snapshot())
        m.store.flush()


def load_group(ask: Ask, fields: Snapshot) -> None:
    """`members` are ids or {"id", "status", "rights", "custom_title"}."""
    chat = chats.new_chat(
        ask.m,
        fields.get("type", "supergroup"),
        fields["title"],
        Ask(ask.m, fields).person("owner").id,
        join_by_request=bool(fields.get("join_by_request")),
        protected=bool(fields.get("protected")),
        id=fields.get("id"),
    )
    for given in fields.get("members", []):
        member = given if isinstance(given, dict) else {"id": given}
        status = member.get("status", "member")
        rights = chosen_rights(member["rights"]) if "rights" in member else usual_admin_rights()
        ask.m.store.members.put(
            Member(
                chat_id=chat.id,
                user_id=author_id(ask, member["id"]),
                status=status,
                rights=rights if status == "administrator" else {},
                custom_title=member.get("custom_title", ""),
            )
        )


def author_id(ask: Ask, given: Any) -> int:
    return ask.m.bot.id if given == BOT else Ask(ask.m, {"person": given}).person().id


def load_message(ask: Ask, fields: Snapshot) -> None:
    """`chat_id` of a group, or a person's id for the private chat; `ago` in seconds, or `date`."""
    chat = target(ask, int(fields["chat_id"]))
    source, mode = fields.get("html") or fields.get("text", ""), "html" if "html" in fields else ""
    try:
        text, entities = formatted(source, mode, [], lambda user_id: user(ask.m, user_id))
    except ApiError as error:
        raise ControlError(error.description) from error
    chat.last_message_id += 1
    born = ask.m.new_id()
    ask.m.store.chats.put(chat)
    ask.m.store.messages.put(
        Message(
            chat_id=chat.id,
            id=chat.last_message_id,
            born=born,
            touched=born,
            date=int(fields.get("date", ask.m.clock.now() - fields.get("ago", 0))),
            from_id=author_id(ask, fields["from"]),
            text=text,
            entities=entities,
            keyboard=fields.get("keyboard", []),
            reply_to=int(fields.get("reply_to", 0)),
        )
    )
    if fields.get("pinned"):
        chat.pinned.append(chat.last_message_id)


def target(ask: Ask, chat_id: int) -> Chat:
    if chat_id > 0:
        return private_chat(ask.m, Ask(ask.m, {"person": chat_id}).person().id)
    return Ask(ask.m, {"chat_id": chat_id}).chat()


ACTS: Final[Acts] = {"POST load": load}
