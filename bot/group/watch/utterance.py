"""One message of a chat, with all that is known of it when it is judged."""

from dataclasses import dataclass

from aiogram.types import Message as Written

from bot.group.directory import KnownChat
from bot.group.watch.authors import Author
from bot.group.watch.rulebook import HouseRules
from moderation.detect.message import Message, Standing


@dataclass(slots=True, eq=False)
class Utterance:
    """`written` is the messenger's, `message` what the detector is told of it.

    Never changed; not frozen, because that would double the price of making one.
    """

    chat: KnownChat
    house: HouseRules
    author: Author
    written: Written
    message: Message

    @property
    def by_newcomer(self) -> bool:
        return self.message.standing is Standing.NEWCOMER

    @property
    def by_moderator(self) -> bool:
        return self.message.standing is Standing.ACTIVIST
