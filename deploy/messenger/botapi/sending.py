"""What every send* method has in common: may the bot write here, in reply to what, how fast."""

from typing import Any

from deploy.messenger.acts.inviting import may_answer_requester
from deploy.messenger.acts.looking import private_chat
from deploy.messenger.botapi.call import Call
from deploy.messenger.botapi.keyboards import inline_keyboard
from deploy.messenger.entities.parsing import CAPTION_LIMIT, TEXT_LIMIT, formatted
from deploy.messenger.entities.units import Entity, units
from deploy.messenger.errors import bad_request, forbidden
from deploy.messenger.rights import may
from deploy.messenger.state.records import Chat

PERMISSION_OF = {
    "text": ("can_send_messages", "text messages"),
    "photo": ("can_send_photos", "photos"),
    "document": ("can_send_documents", "documents"),
    "voice": ("can_send_voice_notes", "voice notes"),
    "inline": ("can_send_other_messages", "messages through bots"),
}


def writable_chat(call: Call, kind: str = "text") -> Chat:
    """Raises ApiError where Telegram would not let the bot write."""
    chat = call.joined_chat()
    if chat.type == "private":
        return writable_person(call, chat)
    standing = call.bot_in(chat)
    if chat.type == "channel":
        if not standing.has_right("can_post_messages"):
            raise bad_request("need administrator rights in the channel chat")
        return chat
    permission, words = PERMISSION_OF[kind]
    if not may(chat, standing, permission):
        raise bad_request(f"not enough rights to send {words} to the chat")
    return chat


def writable_person(call: Call, chat: Chat) -> Chat:
    person = call.m.store.people.get(chat.id)
    if person is None:
        raise bad_request("chat not found")
    if person.blocked_bot:
        raise forbidden("bot was blocked by the user")
    if not person.started_bot and not may_answer_requester(call.m, person.id):
        raise forbidden("bot can't initiate conversation with a user")
    return private_chat(call.m, person.id)


def message_text(call: Call) -> tuple[str, list[Entity]]:
    text, entities = formatted_field(call, "text", "entities")
    if not text:
        raise bad_request("message text is empty")
    if units(text) > TEXT_LIMIT:
        raise bad_request("message is too long")
    return text, entities


def message_caption(call: Call) -> tuple[str, list[Entity]]:
    text, entities = formatted_field(call, "caption", "caption_entities")
    if units(text) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    return text, entities


def formatted_field(call: Call, field: str, entities_field: str) -> tuple[str, list[Entity]]:
    return formatted(
        call.params.text(field),
        call.params.text("parse_mode"),
        call.params.structure(entities_field, []),
        call.find_user,
    )


def common_fields(call: Call, chat: Chat) -> dict[str, Any]:
    """Fields of a new message of the bot that do not depend on its content."""
    author = {"sender_chat_id": chat.id} if chat.type == "channel" else {"from_id": call.m.bot.id}
    return author | {
        "reply_to": answered_message(call, chat),
        "keyboard": inline_keyboard(call),
        "protected": call.params.flag("protect_content"),
    }


def answered_message(call: Call, chat: Chat) -> int:
    """The id of the message replied to, 0 for none; `reply_to_message_id` is the older way."""
    parameters = call.params.structure("reply_parameters", {})
    wanted = int(parameters.get("message_id") or call.params.integer("reply_to_message_id"))
    lenient = parameters.get("allow_sending_without_reply") or call.params.flag(
        "allow_sending_without_reply"
    )
    if not wanted or call.m.store.messages.get(chat.id, wanted):
        return wanted
    if lenient:
        return 0
    raise bad_request("message to be replied not found")
