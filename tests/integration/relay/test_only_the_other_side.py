"""Whatever people do, in whatever order: nothing ever goes to anybody but the other side."""

from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from community.core.errors import DomainError
from community.core.outbox.models import OutboxMessage, RecipientKind
from community.relay import queries
from community.relay.kinds import Medium
from community.relay.models import Conversation, RelayMessage, RelayPlace
from community.relay.service import (
    Said,
    complain,
    not_delivered,
    say,
    withdraw,
    withdraw_last,
)
from tests.integration.relay.talk import Talk, as_, opened
from tests.support.factories import Region, Someone
from tests.support.looking import rows

PEOPLE = 4
PAIRS = [(0, 1), (0, 2), (1, 0), (2, 3)]  # who asks, who helps; the same two may talk twice
TO_AUTHOR = {"relay.not_delivered"}
OF_MESSAGES = {"relay.message", "relay.edit", "relay.withdraw"} | TO_AUTHOR


@dataclass(frozen=True)
class Act:
    """`which` picks a message, `number` a place in somebody's chat: few, so that acts collide."""

    kind: str
    by: int
    pair: int
    which: int
    number: int


ACTS = st.builds(
    Act,
    kind=st.sampled_from(
        ["say"] * 4
        + ["site"] * 2
        + ["deliver"] * 2
        + ["edit", "withdraw", "last", "lost", "reveal", "complain", "close"]
    ),
    by=st.integers(0, PEOPLE - 1),
    pair=st.integers(0, len(PAIRS) - 1),
    which=st.integers(0, 6),
    number=st.integers(1, 6),
)


@dataclass
class Street:
    """People of several conversations, who also try what is not theirs to do."""

    region: Region
    people: list[Someone]
    talks: list[Talk] = field(default_factory=list)
    evening: int = 0  # one after another; each has its own places
    said: list[RelayMessage] = field(default_factory=list)
    written: dict[int, tuple[int, int]] = field(default_factory=dict)  # whose words, said where

    async def begin_evening(self) -> None:
        self.evening += 1
        self.said.clear()
        self.talks.clear()
        for one, two in PAIRS:
            asker, helper = self.people[one], self.people[two]
            row = await opened(self.region, asker, helper)
            self.talks.append(Talk(self.region, asker, helper, row.id))

    async def attempt(self, act: Act) -> None:
        try:
            await self._do(act)
        except DomainError:
            return

    async def _do(self, act: Act) -> None:
        by, talk = self.people[act.by], self.talks[act.pair]
        at = talk.place(by, self._place(act.number))
        if act.kind == "say":
            message = await talk.say(by, reply_to=self._place(act.which), at=at)
            self.said.append(message)
            self.written.setdefault(message.id, (by.id, talk.id))
        elif act.kind == "site":
            said = Said(Medium.TEXT, "С сайта", None)
            once = self._place(act.number)
            message = await self.region.act(as_(by), say, talk.id, said, once=once)
            self.said.append(message)
            self.written.setdefault(message.id, (by.id, talk.id))
        elif act.kind == "complain":
            await self.region.act(as_(by), complain, talk.id, f"Плохо {act.which}")
        elif act.kind == "edit":
            await talk.edit(by, at, f"Иначе {act.which}")
        elif act.kind == "last":
            await self.region.act(as_(by), withdraw_last, talk.id)
        elif act.kind == "reveal":
            await talk.reveal(by)
        elif act.kind == "close":
            await talk.close(by)
        elif self.said:
            await self._do_with(self.said[act.which % len(self.said)], act, by, talk)

    def _place(self, number: int) -> str:
        return f"{self.evening}:{number}"

    async def _do_with(self, message: RelayMessage, act: Act, by: Someone, talk: Talk) -> None:
        if act.kind == "withdraw":
            await self.region.act(as_(by), withdraw, message.id)
        elif act.kind == "deliver":
            await talk.deliver(message, by, self._place(act.number))
        else:
            async with self.region.database.write() as session:
                await not_delivered(session, message.id)


@pytest.fixture
async def street(region: Region) -> Street:
    return Street(region, [await region.newcomer() for _ in range(PEOPLE)])


@settings(
    max_examples=25,
    deadline=None,
    # The people stay; each example opens conversations of its own.
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(acts=st.lists(ACTS, min_size=12, max_size=30))
async def test_nothing_goes_to_anybody_else(street: Street, acts: list[Act]) -> None:
    await street.begin_evening()
    for act in acts:
        await street.attempt(act)

    await everyone_is_who_they_were(street)
    await letters_go_to_the_other_side(street)
    await copies_stand_with_the_other_side(street)
    await nobody_reads_what_others_said(street)


async def found(street: Street) -> tuple[dict[int, RelayMessage], dict[int, Conversation]]:
    database = street.region.database
    messages = {row.id: row for row in await rows(database, RelayMessage)}
    return messages, {row.id: row for row in await rows(database, Conversation)}


async def everyone_is_who_they_were(street: Street) -> None:
    """A message belongs to whoever said it, in the conversation they said it in."""
    messages, conversations = await found(street)
    assert set(messages) == set(street.written)
    for message in messages.values():
        conversation = conversations[message.conversation_id]
        author = conversation.person_on(message.side)
        assert (author, conversation.id) == street.written[message.id]
        if message.reply_to_id is not None:
            assert messages[message.reply_to_id].conversation_id == conversation.id


async def letters_go_to_the_other_side(street: Street) -> None:
    messages, conversations = await found(street)
    sent = dict.fromkeys(OF_MESSAGES, 0)
    for letter in await rows(street.region.database, OutboxMessage):
        assert letter.recipient_kind is RecipientKind.PERSON
        if letter.template not in OF_MESSAGES:
            conversation = conversations[letter.params["conversation"]]
            assert conversation.side_of(letter.recipient_id) is not None
            continue
        message = messages[letter.params["message"]]
        side = message.side if letter.template in TO_AUTHOR else message.side.other
        conversation = conversations[message.conversation_id]
        assert letter.recipient_id == conversation.person_on(side)
        sent[letter.template] += 1
    assert sent["relay.message"] == len(messages), "each once"


async def copies_stand_with_the_other_side(street: Street) -> None:
    messages, conversations = await found(street)
    owners = {someone.account_id: someone.id for someone in street.people}
    for place in await rows(street.region.database, RelayPlace):
        message = messages[place.message_id]
        side = message.side.other if place.is_copy else message.side
        whose = conversations[message.conversation_id].person_on(side)
        assert owners[place.account_id] == whose


async def nobody_reads_what_others_said(street: Street) -> None:
    for talk in street.talks:
        for someone in street.people:
            actor = as_(someone)
            try:
                read = await street.region.look(actor, queries.transcript, talk.id)
            except DomainError:
                assert someone not in (talk.asker, talk.helper)
            else:
                assert someone in (talk.asker, talk.helper)
                assert {message.conversation_id for message in read} <= {talk.id}
