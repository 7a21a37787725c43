"""What people write, change, delete and react to."""

import base64
import binascii
from typing import Any, Final

from deploy.messenger.acts import posting
from deploy.messenger.acts.looking import private_chat
from deploy.messenger.botapi.files import keep_file
from deploy.messenger.botapi.params import Upload
from deploy.messenger.botapi.sending import PERMISSION_OF
from deploy.messenger.control.ask import Ask
from deploy.messenger.control.people import start
from deploy.messenger.control.routes import Acts
from deploy.messenger.entities.found import with_found
from deploy.messenger.entities.parsing import TEXT_LIMIT
from deploy.messenger.entities.units import units
from deploy.messenger.errors import ApiError, ControlError
from deploy.messenger.rights import may
from deploy.messenger.state.records import Chat, Media, MediaKind, Message, Person
from deploy.messenger.view import why_silent
from deploy.messenger.wire import messages as wire
from deploy.messenger.wire.people import CHANNEL_BOT, GROUP_ANONYMOUS_BOT


async def say(ask: Ask) -> Any:
    person = ask.person()
    chat = ask.place(person)
    kind: MediaKind | None = next((k for k in ("photo", "document") if ask.has(k)), None)
    text = ask.text("text", "").strip()
    if chat.type == "private" and text.partition(" ")[0] == "/start" and not kind:
        return wire.message(ask.m, start(ask, person, text.partition(" ")[2]))
    allow(ask, chat, person, kind or "text")
    fields = author(ask, chat, person) | content(ask, text, kind)
    if ask.has("reply_to"):
        fields["reply_to"] = ask.message(chat, "reply_to").id
    return wire.message(ask.m, posting.post(ask.m, chat, **fields))


def allow(ask: Ask, chat: Chat, person: Person, kind: str) -> None:
    """Whoever writes to the bot has started it."""
    must_be_allowed(ask, chat, person, kind)
    if chat.type == "private" and not person.started_bot:
        person.started_bot = True
        ask.m.store.people.put(person)


def must_be_allowed(ask: Ask, chat: Chat, person: Person, kind: str) -> None:
    """Raises ControlError with the reason the app would show instead of the input field."""
    reason = why_silent(ask.m, chat, person)
    if reason:
        raise ControlError(reason)
    if chat.is_group and not may(chat, ask.standing(chat, person), PERMISSION_OF[kind][0]):
        raise ControlError(f"Not allowed here: {PERMISSION_OF[kind][1]}.")


def author(ask: Ask, chat: Chat, person: Person) -> dict[str, int]:
    """In whose name: one's own, the group's (anonymous administrator) or a channel's."""
    if chat.type == "channel":
        return {"sender_chat_id": chat.id}
    if not ask.has("as_chat"):
        anonymous = ask.standing(chat, person).rights.get("is_anonymous", False)
        return (
            {"from_id": GROUP_ANONYMOUS_BOT, "sender_chat_id": chat.id}
            if anonymous
            else {"from_id": person.id}
        )
    speaker = ask.chat("as_chat")
    if not ask.standing(speaker, person).is_admin:
        raise ControlError("Only its administrators write in the name of a chat.")
    if speaker.id in chat.banned_senders:
        raise ControlError("This channel is banned here.")
    shown_as = GROUP_ANONYMOUS_BOT if speaker.id == chat.id else CHANNEL_BOT
    return {"from_id": shown_as, "sender_chat_id": speaker.id}


def content(ask: Ask, text: str, kind: MediaKind | None) -> dict[str, Any]:
    if ask.has("forward_from"):
        return forwarded(ask, ask.fields["forward_from"])
    if kind:
        return attached(ask, kind, ask.fields[kind])
    if not text:
        raise ControlError("text is missing.")
    if units(text) > TEXT_LIMIT:
        raise ControlError("The message is too long.")
    return {"text": text, "entities": with_found(text, [])}


def attached(ask: Ask, kind: MediaKind, given: dict[str, Any]) -> dict[str, Any]:
    try:
        content = base64.b64decode(given.get("content_base64", ""), validate=True)
        upload = Upload(given.get("name", kind), "application/octet-stream", content)
        stored = keep_file(ask.m, kind, upload)
    except binascii.Error:
        raise ControlError("content_base64 is not base64.") from None
    except ApiError as error:
        raise ControlError(f"{error.description}.") from error
    caption = given.get("caption", "")
    media = Media(kind=kind, file_id=stored.id)
    return {"media": media, "text": caption, "entities": with_found(caption, [])}


def forwarded(ask: Ask, given: dict[str, Any]) -> dict[str, Any]:
    named = Ask(ask.m, given)
    message = named.message(named.chat())
    if wire.is_protected(ask.m, message) or message.service:
        raise ControlError("This message cannot be forwarded.")
    return {
        "text": message.text,
        "entities": message.entities,
        "media": message.media,
        "forward_origin": wire.origin(ask.m, message),
    }


def own_message(ask: Ask, person: Person) -> Message:
    message = ask.message(ask.place(person))
    if message.from_id != person.id:
        raise ControlError("People change only what they wrote themselves.")
    if message.via_bot:
        raise ControlError("What was sent through a bot cannot be changed.")
    return message


async def edit(ask: Ask) -> Any:
    message = own_message(ask, ask.person())
    text = ask.text("text").strip()
    posting.edit(ask.m, message, text=text, entities=with_found(text, []))
    return wire.message(ask.m, message)


async def delete(ask: Ask) -> Any:
    """In a group an administrator may delete anything; in private both sides may."""
    person = ask.person()
    chat = ask.place(person)
    message = ask.message(chat)
    may_delete = ask.standing(chat, person).has_right("can_delete_messages")
    if chat.type != "private" and message.from_id != person.id and not may_delete:
        raise ControlError("People delete only what they wrote themselves.")
    posting.delete(ask.m, message)
    return {}


async def react(ask: Ask) -> Any:
    """An empty `emoji` takes the reaction back."""
    person = ask.person()
    chat = ask.place(person)
    if chat.id != private_chat(ask.m, person.id).id and not ask.standing(chat, person).present:
        raise ControlError("Not a member of this chat.")
    emoji = ask.text("emoji", "")
    posting.react(ask.m, ask.message(chat), person.id, [emoji] if emoji else [])
    return {}


ACTS: Final[Acts] = {
    "POST say": say,
    "POST edit": edit,
    "POST delete": delete,
    "POST react": react,
}
