"""What every tap on a card needs: what was tapped, where, and who may read it there."""

from dataclasses import dataclass
from typing import Self

from aiogram.types import CallbackQuery
from markupsafe import Markup

from bot.context import BotContext
from bot.middlewares.typed_number import TypedQuery
from bot.screen import Screen, replace, show
from bot.texts import Texts
from community.core.actor import Actor, system_actor


@dataclass(frozen=True)
class Tap:
    """`KIND:ID:VERB`. A card in a chat stays as everybody there may read it, in their language; the
    word over the screen is for whoever tapped, in theirs.
    """

    query: CallbackQuery
    id: int
    verb: str
    in_private: bool
    actor: Actor
    texts: Texts
    reader: Actor
    card_texts: Texts

    @classmethod
    def of(cls, query: CallbackQuery, context: BotContext, actor: Actor, texts: Texts) -> Self:
        _, id_, verb = (query.data or "").split(":")
        in_private = query.message is None or query.message.chat.type == "private"
        return cls(
            query=query,
            id=int(id_),
            verb=verb,
            in_private=in_private,
            actor=actor,
            texts=texts,
            reader=actor if in_private else system_actor("bot"),
            card_texts=texts if in_private else Texts("ru", context.zone),
        )

    async def show(self, screen: Screen) -> None:
        await replace(self.query, screen)

    async def say(self, words: str | None = None, *, alert: bool = False) -> None:
        """A word over the screen; to a press by typing, which has no screen over it, a message."""
        if words and alert and isinstance(self.query, TypedQuery):
            assert self.query.bot is not None
            await show(self.query.bot, self.query.from_user.id, Screen(words))
        plain = None if words is None else Markup(words).unescape()  # noqa: S704  no HTML there
        await self.query.answer(plain, show_alert=alert)
