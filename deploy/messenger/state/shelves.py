"""Records in memory, each change noted down for the database."""

from collections.abc import Callable, Hashable, Iterator
from typing import Generic, TypeVar

from deploy.messenger.state.records import Record

R = TypeVar("R", bound=Record)
K = TypeVar("K", bound=Hashable)
Note = Callable[[str, str, Record | None], None]
"""Called with kind, key and the record to keep (None: forget it)."""


class Shelf(Generic[K, R]):
    """All records of one kind by key. Whoever changes a record puts it back."""

    def __init__(self, model: type[R], key: Callable[[R], K], note: Note) -> None:
        self.model = model
        self._key = key
        self._note = note
        self._rows: dict[K, R] = {}

    def get(self, key: K) -> R | None:
        return self._rows.get(key)

    def put(self, record: R) -> R:
        key = self._key(record)
        self._rows[key] = record
        self._note(self.model.__name__, str(key), record)
        return record

    def drop(self, key: K) -> None:
        if self._rows.pop(key, None) is not None:
            self._note(self.model.__name__, str(key), None)

    def restore(self, body: str) -> None:
        record = self.model.model_validate_json(body)
        self._rows[self._key(record)] = record

    def __iter__(self) -> Iterator[R]:
        return iter(list(self._rows.values()))

    def __len__(self) -> int:
        return len(self._rows)


class ChatShelf(Generic[R]):
    """Records that belong to a chat: by chat, then by message or person."""

    def __init__(self, model: type[R], key: Callable[[R], tuple[int, int]], note: Note) -> None:
        self.model = model
        self._key = key
        self._note = note
        self._rows: dict[int, dict[int, R]] = {}

    def get(self, chat_id: int, item_id: int) -> R | None:
        return self._rows.get(chat_id, {}).get(item_id)

    def of(self, chat_id: int) -> list[R]:
        return list(self._rows.get(chat_id, {}).values())

    def put(self, record: R) -> R:
        chat_id, item_id = self._key(record)
        self._rows.setdefault(chat_id, {})[item_id] = record
        self._note(self.model.__name__, f"{chat_id}:{item_id}", record)
        return record

    def drop(self, chat_id: int, item_id: int) -> None:
        if self._rows.get(chat_id, {}).pop(item_id, None) is not None:
            self._note(self.model.__name__, f"{chat_id}:{item_id}", None)

    def restore(self, body: str) -> None:
        record = self.model.model_validate_json(body)
        chat_id, item_id = self._key(record)
        self._rows.setdefault(chat_id, {})[item_id] = record
