"""All that one messenger remembers, in memory and (when a file is given) on disk."""

from pathlib import Path

from deploy.messenger.state.database import Database
from deploy.messenger.state.records import (
    BotState,
    Callback,
    Chat,
    InlineQuery,
    InviteLink,
    JoinRequest,
    Member,
    Message,
    Person,
    Record,
    StoredFile,
    Update,
)
from deploy.messenger.state.shelves import ChatShelf, Shelf


class Store:
    """Reads are attribute look-ups; a change is durable once `flush` returned."""

    def __init__(self, path: Path | None) -> None:
        self._database = Database(path) if path else None
        self._changes: dict[tuple[str, str], Record | None] = {}
        self._lay_shelves()
        if self._database:
            shelves = self._shelves()
            for kind, body in self._database.load():
                shelves[kind].restore(body)

    def _lay_shelves(self) -> None:
        note = self._note
        self.people: Shelf[int, Person] = Shelf(Person, lambda row: row.id, note)
        self.chats: Shelf[int, Chat] = Shelf(Chat, lambda row: row.id, note)
        self.links: Shelf[str, InviteLink] = Shelf(InviteLink, lambda row: row.link, note)
        self.files: Shelf[str, StoredFile] = Shelf(StoredFile, lambda row: row.id, note)
        self.updates: Shelf[int, Update] = Shelf(Update, lambda row: row.id, note)
        self.callbacks: Shelf[str, Callback] = Shelf(Callback, lambda row: row.id, note)
        self.inline: Shelf[str, InlineQuery] = Shelf(InlineQuery, lambda row: row.id, note)
        self.bots: Shelf[int, BotState] = Shelf(BotState, lambda row: row.id, note)
        self.messages = ChatShelf(Message, lambda row: (row.chat_id, row.id), note)
        self.members = ChatShelf(Member, lambda row: (row.chat_id, row.user_id), note)
        self.requests = ChatShelf(JoinRequest, lambda row: (row.chat_id, row.user_id), note)

    def _shelves(self) -> dict[str, Shelf[int, Record] | ChatShelf[Record]]:
        return {
            shelf.model.__name__: shelf
            for shelf in vars(self).values()
            if isinstance(shelf, Shelf | ChatShelf)
        }

    def _note(self, kind: str, key: str, record: Record | None) -> None:
        if self._database:
            self._changes[kind, key] = record

    def flush(self) -> None:
        if self._database and self._changes:
            self._database.write(
                (kind, key, record.model_dump_json() if record else None)
                for (kind, key), record in self._changes.items()
            )
            self._changes.clear()

    def clear(self) -> None:
        self._lay_shelves()
        self._changes.clear()
        if self._database:
            self._database.clear()

    def close(self) -> None:
        self.flush()
        if self._database:
            self._database.close()
