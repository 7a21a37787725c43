"""Talking through the bot in few words: `await talk.say(talk.asker, "Здравствуйте")`."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from community.core.actor import Actor
from community.relay.kinds import Medium
from community.relay.models import Conversation, RelayMessage
from community.relay.service import (
    Party,
    Place,
    Said,
    agree_to_reveal,
    close,
    edit,
    open_conversation,
    placed,
    say,
)
from tests.support.factories import Region, Someone
from tests.support.looking import only

ALIASES = ("Семья-217", "психолог Ирина")


def as_(someone: Someone) -> Actor:
    return Actor(someone.id, "bot")


async def opened(region: Region, asker: Someone, helper: Someone) -> Conversation:
    async with region.database.write() as session:
        conversation = await open_conversation(
            session, Party(asker.id, ALIASES[0]), Party(helper.id, ALIASES[1])
        )
        await session.commit()
        return conversation


@dataclass
class Talk:
    """A conversation of two, with numbers for what they write."""

    region: Region
    asker: Someone
    helper: Someone
    id: int
    _numbers: Iterator[int] = field(default_factory=lambda: count(101))

    def place(self, by: Someone, external_id: str | None = None) -> Place:
        return Place(by.account_id, external_id or str(next(self._numbers)))

    async def say(
        self,
        by: Someone,
        words: str | None = "Я рядом",
        *,
        at: Place | None = None,
        file: str | None = None,
        reply_to: str | None = None,
    ) -> RelayMessage:
        medium = Medium.PHOTO if file else Medium.TEXT
        said = Said(medium, words, file, reply_to)
        return await self.region.act(as_(by), say, self.id, said, at or self.place(by))

    async def edit(self, by: Someone, at: Place, words: str) -> RelayMessage | None:
        return await self.region.act(as_(by), edit, at, words)

    async def deliver(self, message: RelayMessage, to: Someone, *external_ids: str) -> None:
        async with self.region.database.write() as session:
            await placed(session, message.id, to.account_id, external_ids)

    async def reveal(self, by: Someone) -> Conversation:
        return await self.region.act(as_(by), agree_to_reveal, self.id)

    async def close(self, by: Someone | Actor) -> Conversation:
        actor = by if isinstance(by, Actor) else as_(by)
        return await self.region.act(actor, close, self.id)

    async def row(self) -> Conversation:
        return await only(self.region.database, Conversation, Conversation.id == self.id)
