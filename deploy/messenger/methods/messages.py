"""Messages of the bot: text, photos, documents, voice, albums, copies and forwards."""

from typing import Any, Final

from deploy.messenger.acts import posting
from deploy.messenger.botapi.call import Call, Methods
from deploy.messenger.botapi.files import media_from
from deploy.messenger.botapi.params import Params
from deploy.messenger.botapi.sending import (
    common_fields,
    message_caption,
    message_text,
    writable_chat,
)
from deploy.messenger.errors import bad_request
from deploy.messenger.state.records import Chat, MediaKind, Message
from deploy.messenger.wire import messages as wire

ALBUM = range(2, 11)


async def send_message(call: Call) -> Any:
    chat = writable_chat(call)
    text, entities = message_text(call)
    fields = common_fields(call, chat)
    call.m.limits.accept(chat.id)
    return wire.message(call.m, posting.post(call.m, chat, text=text, entities=entities, **fields))


async def send_photo(call: Call) -> Any:
    return send_media(call, "photo")


async def send_document(call: Call) -> Any:
    return send_media(call, "document")


async def send_voice(call: Call) -> Any:
    return send_media(call, "voice")


def send_media(call: Call, kind: MediaKind) -> dict[str, Any]:
    chat = writable_chat(call, kind)
    text, entities = message_caption(call)
    fields = common_fields(call, chat)
    media = media_from(call, kind, call.params.text(kind), call.params.integer("duration"))
    call.m.limits.accept(chat.id)
    message = posting.post(call.m, chat, text=text, entities=entities, media=media, **fields)
    return wire.message(call.m, message)


async def send_media_group(call: Call) -> Any:
    items = call.params.structure("media", [])
    if not isinstance(items, list) or len(items) not in ALBUM:
        raise bad_request("wrong number of messages to send as an album specified")
    chat = writable_chat(call, "photo")
    fields = common_fields(call, chat) | {"media_group_id": str(call.m.new_id())}
    contents = []
    for item in items:
        kind = item.get("type")
        if kind not in {"photo", "document"}:
            raise bad_request("can't parse InputMedia: type must be photo or document here")
        one = Call(call.m, Params(item, call.params.uploads))
        text, entities = message_caption(one)
        contents.append((text, entities, media_from(one, kind, item.get("media", ""))))
    call.m.limits.accept(chat.id, len(contents))
    return [
        wire.message(
            call.m,
            posting.post(call.m, chat, text=text, entities=entities, media=media, **fields),
        )
        for text, entities, media in contents
    ]


async def send_chat_action(call: Call) -> bool:
    chat = writable_chat(call)
    call.m.bus.publish("typing", chat_id=chat.id, action=call.params.text("action"))
    return True


def source(call: Call, message_id: int, verb: str) -> Message:
    """The message to copy or forward; `verb` is the word of Telegram's refusal."""
    chat = call.joined_chat("from_chat_id")
    found = call.m.store.messages.get(chat.id, message_id)
    if found is None:
        raise bad_request(f"message to {verb} not found")
    if wire.is_protected(call.m, found) or found.service:
        past = {"copy": "copied", "forward": "forwarded"}[verb]
        raise bad_request(f"message can't be {past}")
    return found


def repeat(call: Call, chat: Chat, message: Message, **fields: Any) -> Message:
    return posting.post(
        call.m,
        chat,
        **{"text": message.text, "entities": message.entities, "media": message.media, **fields},
    )


async def copy_message(call: Call) -> dict[str, int]:
    chat = writable_chat(call)
    message = source(call, call.params.integer("message_id"), "copy")
    fields = common_fields(call, chat)
    if call.params.has("caption") and message.media:
        fields["text"], fields["entities"] = message_caption(call)
    call.m.limits.accept(chat.id)
    return {"message_id": repeat(call, chat, message, **fields).id}


async def forward_message(call: Call) -> Any:
    chat = writable_chat(call)
    message = source(call, call.params.integer("message_id"), "forward")
    fields = common_fields(call, chat) | {"forward_origin": wire.origin(call.m, message)}
    call.m.limits.accept(chat.id)
    return wire.message(call.m, repeat(call, chat, message, **fields))


async def copy_messages(call: Call) -> list[dict[str, int]]:
    return repeat_many(call, "copy")


async def forward_messages(call: Call) -> list[dict[str, int]]:
    return repeat_many(call, "forward")


def repeat_many(call: Call, verb: str) -> list[dict[str, int]]:
    """Messages that are gone or protected are skipped, as Telegram skips them."""
    chat = writable_chat(call)
    origin_chat = call.joined_chat("from_chat_id")
    wanted = call.params.structure("message_ids", [])
    found = [call.m.store.messages.get(origin_chat.id, int(one)) for one in wanted]
    usable = [
        one for one in found if one and not wire.is_protected(call.m, one) and not one.service
    ]
    if not usable:
        raise bad_request(f"there are no messages to {verb}")
    call.m.limits.accept(chat.id, len(usable))
    fields = common_fields(call, chat)
    sent = []
    for message in usable:
        extra = {"forward_origin": wire.origin(call.m, message)} if verb == "forward" else {}
        sent.append({"message_id": repeat(call, chat, message, **fields, **extra).id})
    return sent


METHODS: Final[Methods] = {
    "sendMessage": send_message,
    "sendPhoto": send_photo,
    "sendDocument": send_document,
    "sendVoice": send_voice,
    "sendMediaGroup": send_media_group,
    "sendChatAction": send_chat_action,
    "copyMessage": copy_message,
    "copyMessages": copy_messages,
    "forwardMessage": forward_message,
    "forwardMessages": forward_messages,
}
