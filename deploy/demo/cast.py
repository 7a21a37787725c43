"""Who is in the demonstration, read from `data/`, with the ids they have in the messenger."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

_DATA = Path(__file__).parent / "data"
_GROUPS = ("members", "specialists", "candidates", "applicants", "left", "outsiders", "staff")
_FIRST_PERSONA = 101
_FIRST_OTHER = 1001
_FIRST_CHAT = -1_001_000_000_001


@dataclass(frozen=True, eq=False)
class DemoPerson:
    """One fictional person; `more` holds what only their group has."""

    key: str
    group: str
    given: str
    family: str
    id: int  # in the messenger
    district: str | None
    story: str | None
    more: Mapping[str, Any] = field(repr=False)


@dataclass(frozen=True)
class Line:
    author: str
    days_ago: int
    at: str
    text: str


@dataclass(frozen=True)
class DemoChat:
    id: int  # in the messenger
    key: str
    title: str
    purpose: str
    district: str | None
    talk: Sequence[Line]


class Cast:
    """Ids are the same on every machine: personas from 101 in the order of the picker, the rest
    from 1001 and the chats downwards in the order of the files.
    """

    def __init__(self) -> None:
        self._people = _read("people")

    @cached_property
    def people(self) -> dict[str, DemoPerson]:
        """Everyone by key, personas first."""
        rows = {row["key"]: (group, row) for group in _GROUPS for row in self._people[group]}
        stories = {persona["person"]: persona["story"] for persona in self._people["personas"]}
        others = [key for key in rows if key not in stories]
        ids = {key: _FIRST_PERSONA + place for place, key in enumerate(stories)}
        ids |= {key: _FIRST_OTHER + place for place, key in enumerate(others)}
        return {key: _person(*rows[key], ids[key], stories.get(key)) for key in ids}

    @cached_property
    def chats(self) -> list[DemoChat]:
        return [
            _chat(_FIRST_CHAT - place, row) for place, row in enumerate(_read("chats")["chats"])
        ]

    def of(self, group: str) -> list[DemoPerson]:
        return [person for person in self.people.values() if person.group == group]

    def persona(self, name: str) -> DemoPerson:
        """By the persona's name in the files, e.g. `leader`."""
        found = next(row for row in self._people["personas"] if row["id"] == name)
        return self.people[found["person"]]

    def roles(self, group: str) -> list[dict[str, Any]]:
        """`leaders` or `activists`: who, and of which district."""
        roles: list[dict[str, Any]] = self._people[group]
        return roles

    @property
    def votes(self) -> list[dict[str, Any]]:
        votes: list[dict[str, Any]] = self._people["votes"]
        return votes


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((_DATA / f"{name}.toml").read_text(encoding="utf-8"))


def _person(group: str, row: dict[str, Any], number: int, story: str | None) -> DemoPerson:
    return DemoPerson(
        key=row["key"],
        group=group,
        given=row["given"],
        family=row["family"],
        id=number,
        district=row.get("district"),
        story=story,
        more=row,
    )


def _chat(number: int, row: dict[str, Any]) -> DemoChat:
    talk = [Line(**line) for line in row["talk"]]
    return DemoChat(number, row["key"], row["title"], row["purpose"], row.get("district"), talk)
