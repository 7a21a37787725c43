"""What a control call was given, and the people and chats it names."""

from dataclasses import dataclass
from typing import Any

from deploy.messenger.acts.looking import membership, private_chat
from deploy.messenger.errors import ControlError
from deploy.messenger.messenger import Messenger
from deploy.messenger.state.records import Chat, Member, Message, Person


@dataclass
class Ask:
    """Every look-up raises ControlError with a sentence when it finds nothing."""

    m: Messenger
    fields: dict[str, Any]

    def text(self, name: str, default: str | None = None) -> str:
        value = self.fields.get(name, default)
        if value is None:
            raise ControlError(f"{name} is missing.")
        return str(value)

    def number(self, name: str, default: float | None = None) -> float:
        value = self.fields.get(name, default)
        try:
            return float(value)  # type: ignore[arg-type]
        except (TypeError, ValueError):
            raise ControlError(f"{name} must be a number.") from None

    def integer(self, name: str, default: int | None = None) -> int:
        return int(self.number(name, default))

    def flag(self, name: str, *, default: bool = False) -> bool:
        value = self.fields.get(name, default)
        return value if isinstance(value, bool) else str(value).lower() in {"1", "true", "on"}

    def has(self, name: str) -> bool:
        return self.fields.get(name) not in (None, "")

    def person(self, name: str = "person") -> Person:
        found = self.m.store.people.get(self.integer(name))
        if found is None:
            raise ControlError(f"There is no person {self.fields.get(name)}.")
        return found

    def known_chat(self, name: str = "chat_id") -> Chat:
        """Also a deleted or upgraded one."""
        found = self.m.store.chats.get(self.integer(name))
        if found is None:
            raise ControlError(f"There is no chat {self.fields.get(name)}.")
        return found

    def chat(self, name: str = "chat_id") -> Chat:
        found = self.known_chat(name)
        if found.deleted:
            raise ControlError("The chat was deleted.")
        if found.migrated_to:
            raise ControlError(f"The group became the supergroup {found.migrated_to}.")
        return found

    def group(self) -> Chat:
        found = self.chat()
        if found.type == "private":
            raise ControlError("This is possible in groups and channels only.")
        return found

    def place(self, person: Person) -> Chat:
        """The named chat, else the person's private chat with the bot."""
        if not self.has("chat_id") or self.integer("chat_id") == person.id:
            return private_chat(self.m, person.id)
        return self.chat()

    def standing(self, chat: Chat, person: Person) -> Member:
        return membership(self.m, chat.id, person.id)

    def admin(self, chat: Chat, right: str, name: str = "by") -> Person:
        """The acting administrator; the owner when nobody is named."""
        person = self.person(name) if self.has(name) else self.m.store.people.get(chat.owner_id)
        if person is None or not self.standing(chat, person).has_right(right):
            raise ControlError(f"This needs an administrator with {right}.")
        return person

    def owner(self, chat: Chat, name: str = "by") -> Person:
        """The acting owner; nobody else may do what asks for one."""
        person = self.person(name) if self.has(name) else self.m.store.people.get(chat.owner_id)
        if person is None or self.standing(chat, person).status != "creator":
            raise ControlError("Only the owner of the chat may do this.")
        return person

    def message(self, chat: Chat, name: str = "message_id") -> Message:
        found = self.m.store.messages.get(chat.id, self.integer(name))
        if found is None:
            raise ControlError(f"There is no message {self.fields.get(name)} in this chat.")
        return found
