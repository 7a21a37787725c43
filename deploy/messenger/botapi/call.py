"""A call of one method: what it was given, and the look-ups every method needs."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from deploy.messenger.acts.looking import bot_membership, membership
from deploy.messenger.botapi.params import Params
from deploy.messenger.errors import bad_request, forbidden
from deploy.messenger.messenger import Messenger
from deploy.messenger.state.records import Chat, Member, Message
from deploy.messenger.wire import people

TYPE_WORDS = {"group": "group chat", "supergroup": "supergroup chat", "channel": "channel chat"}


@dataclass
class Call:
    m: Messenger
    params: Params

    def find_chat(self, name: str = "chat_id") -> Chat:
        """A chat the bot ever met; raises ApiError for unknown, deleted or upgraded ones."""
        if not self.params.has(name):
            raise bad_request(f"{name} is empty")
        try:
            chat_id = int(self.params.text(name))
        except ValueError:
            raise bad_request("chat not found") from None
        chat = self.m.store.chats.get(chat_id)
        if chat is None and self.m.store.people.get(chat_id):
            chat = Chat(id=chat_id, type="private")
        if chat is None:
            raise bad_request("chat not found")
        if chat.deleted:
            raise forbidden("the group chat was deleted")
        if chat.migrated_to:
            raise bad_request(
                "group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.migrated_to
            )
        return chat

    def joined_chat(self, name: str = "chat_id") -> Chat:
        """A chat the bot is in now."""
        chat = self.find_chat(name)
        if chat.type == "private" or self.bot_in(chat).present:
            return chat
        if self.m.store.members.get(chat.id, self.m.bot.id) is None:
            raise bad_request("chat not found")
        words = TYPE_WORDS[chat.type]
        if self.bot_in(chat).status == "kicked":
            raise forbidden(f"bot was kicked from the {words}")
        raise forbidden(f"bot is not a member of the {words}")

    def group(self) -> Chat:
        chat = self.joined_chat()
        if chat.type == "private":
            raise bad_request("method is available for supergroup and channel chats only")
        return chat

    def supergroup(self) -> Chat:
        chat = self.joined_chat()
        if chat.type != "supergroup":
            raise bad_request("method is available only for supergroups")
        return chat

    def bot_in(self, chat: Chat) -> Member:
        return bot_membership(self.m, chat.id)

    def need_right(self, chat: Chat, right: str, words: str) -> None:
        """Raises ApiError when the bot is no administrator, or one without the right."""
        standing = self.bot_in(chat)
        if not standing.is_admin:
            raise bad_request("CHAT_ADMIN_REQUIRED")
        if not standing.has_right(right):
            raise bad_request(words)

    def user_in(self, chat: Chat) -> Member:
        """The standing of `user_id` in the chat; raises ApiError for someone unknown."""
        user_id = self.params.integer("user_id")
        if not user_id:
            raise bad_request("invalid user_id specified")
        if user_id != self.m.bot.id and self.m.store.people.get(user_id) is None:
            raise bad_request("user not found")
        return membership(self.m, chat.id, user_id)

    def message(self, chat: Chat, purpose: str) -> Message:
        """`purpose` ends Telegram's sentence: "message to <purpose> not found"."""
        if not self.params.has("message_id"):
            raise bad_request("message identifier is not specified")
        found = self.m.store.messages.get(chat.id, self.params.integer("message_id"))
        if found is None:
            raise bad_request(f"message to {purpose} not found")
        return found

    def find_user(self, user_id: int) -> dict[str, Any] | None:
        known = user_id == self.m.bot.id or self.m.store.people.get(user_id)
        return people.user(self.m, user_id) if known else None


Method = Callable[[Call], Awaitable[Any]]
Methods = Mapping[str, Method]
