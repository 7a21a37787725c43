"""Whatever people write, in whatever order, through any restart: the bot mixes nothing up.

The whole way is walked: a messenger, the bot, the database, the outbox, the messenger again.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from community.relay import service as relay
from tests.support.club import Club
from tests.support.night import Night

ACTS = st.tuples(
    st.sampled_from(["say"] * 3 + ["reply"] * 2 + ["edit", "back", "restart", "close"]),
    st.integers(0, 3),
    st.integers(0, 2),
)
PAIRS = [(0, 1), (0, 2), (3, 1)]  # who asks, who helps: two of them talk with two others


@dataclass
class Evening:
    """New people and conversations; `meant` is for whom each word was, by the word."""

    night: Night
    people: list[int] = field(default_factory=list)
    talks: list[int] = field(default_factory=list)
    meant: dict[str, tuple[int, int]] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    closed: set[int] = field(default_factory=set)
    last: dict[int, tuple[int, str]] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    @property
    def club(self) -> Club:
        return self.night.club

    async def begin(self) -> None:
        self.people = [await self.night.comes(name) for name in ("Анна", "Вера", "Олег", "Инна")]
        for one, two in PAIRS:
            asker, helper = self.people[one], self.people[two]
            self.talks.append(await self.night.talk(asker, f"Семья-{one}", helper, f"юрист {two}"))

    async def do(self, kind: str, who: int, which: int) -> None:
        if kind == "restart":
            await self.club.restart()
        elif kind == "close":
            await self._close(which)
        elif kind == "reply":
            await self._reply(self.people[who], which)
        elif kind in ("edit", "back"):
            await self._correct(kind, self.people[who])
        else:
            await self._say(self.people[who], which)

    def _open_of(self, person: int) -> list[tuple[int, int, str]]:
        """Conversations of somebody: number, the other one, what they are called."""
        found = []
        for talk, (one, two) in zip(self.talks, PAIRS, strict=True):
            if talk in self.closed:
                continue
            if self.people[one] == person:
                found.append((talk, self.people[two], f"юрист {two}"))
            if self.people[two] == person:
                found.append((talk, self.people[one], f"Семья-{one}"))
        return found

    def _word(self) -> str:
        return f"Слово-{next(self._numbers)}."

    async def _say(self, person: int, which: int) -> None:
        talks, word = self._open_of(person), self._word()
        await self.club.say(person, word)
        sent = next(one["id"] for one in await self.night.inbox(person) if one["text"] == word)
        if not talks:
            return
        _, other, name = talks[which % len(talks)]
        if len(talks) > 1:
            await self.club.tap(person, f"💬 {name}")
        self._note(person, other, word, sent)

    def _note(self, person: int, other: int, word: str, sent: int) -> None:
        self.meant[word] = (person, other)
        self.last[person] = (sent, word)

    async def _reply(self, person: int, which: int) -> None:
        """To any copy that they ever got, whatever conversation was touched since."""
        copies = [
            (one["id"], word)
            for one in await self.night.inbox(person)
            for word, (_, other) in self.meant.items()
            if other == person and one["text"].endswith(word)
        ]
        if not copies:
            return
        copy, word = copies[which % len(copies)]
        author, answer = self.meant[word][0], self._word()
        is_open = any(other == author for _, other, _ in self._open_of(person))
        await self.club.say(person, answer, reply_to=copy)
        if is_open:
            inbox = await self.night.inbox(person)
            sent = next(one["id"] for one in inbox if one["text"] == answer)
            self._note(person, author, answer, sent)

    async def _correct(self, kind: str, person: int) -> None:
        if person not in self.last:
            return
        sent, word = self.last.pop(person)
        other = self.meant[word][1]
        talk = next((one for one, whose, _ in self._open_of(person) if whose == other), None)
        if talk is None:
            return
        if kind == "edit":
            better = self._word()
            await self.club.messenger.edit(person, sent, better)
            await self.club.settle()
            self.meant[better] = self.meant.pop(word)
        else:
            await self.club.region.act(self.night.people[person], relay.withdraw_last, talk)
            await self.club.settle()
            self._forget_last(person, other)

    def _forget_last(self, person: int, other: int) -> None:
        said = [word for word, pair in self.meant.items() if pair == (person, other)]
        newest = max(set(said) - self.gone, key=lambda word: int(word[6:-1]))
        self.gone.add(newest)

    async def _close(self, which: int) -> None:
        talk = self.talks[which]
        if talk not in self.closed:
            self.closed.add(talk)
            asker = self.night.people[self.people[PAIRS[which][0]]]
            await self.club.region.act(asker, relay.close, talk)
            await self.club.settle()

    async def check(self) -> None:
        """Each word is with the one it was meant for, once, and with nobody else."""
        for person in self.people:
            inbox = await self.night.inbox(person)
            copies = [one["text"] for one in inbox if one["from"]["is_bot"]]
            for word, (_, other) in self.meant.items():
                found = sum(text.endswith(word) for text in copies)
                assert found == int(person == other and word not in self.gone), (word, person)


@pytest.fixture
async def night(club: Club) -> Night:
    return await Night.of(club)


@settings(
    max_examples=5,
    deadline=None,
    # The club stays; each example has people of its own.
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(acts=st.lists(ACTS, min_size=8, max_size=14))
async def test_every_word_reaches_whom_it_was_meant_for(
    night: Night, acts: list[tuple[Any, int, int]]
) -> None:
    evening = Evening(night)
    await evening.begin()
    for kind, who, which in acts:
        await evening.do(kind, who, which)
    await evening.check()
