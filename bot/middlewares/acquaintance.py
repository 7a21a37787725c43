"""Whoever speaks to the bot, or taps a button, is known by the time the handler runs."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import CallbackQuery, Message, TelegramObject, User

from bot.context import BotContext
from bot.texts import Texts
from community.core.actor import Actor
from community.membership.people import queries as people
from community.membership.people import service as people_service
from community.membership.people.models import MessengerAccount


class Acquaintance(BaseMiddleware):
    """Adds `account`, `person`, `actor` and `texts`."""

    def __init__(self, context: BotContext) -> None:
        self._context = context

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        assert isinstance(event, Message | CallbackQuery)
        if event.from_user is None:
            return None
        user, speaks = event.from_user, _is_private(event)
        known = await self._known(user)
        if known is None or (speaks and not known[0].reachable):
            await self._meet(user, speaks=speaks)
            known = await self._known(user)
            assert known is not None
        account, actor = known
        data.update(
            context=self._context,
            account=account,
            person=account.person,
            actor=actor,
            texts=Texts.of(account.person, self._context.zone),
        )
        return await handler(event, data)

    async def _known(self, user: User) -> tuple[MessengerAccount, Actor] | None:
        async with self._context.database.read() as session:
            account = await people.account(session, self._context.messenger, str(user.id))
            if account is None:
                return None
            return account, await people.actor_for(session, account.person_id, "bot")

    async def _meet(self, user: User, *, speaks: bool) -> None:
        language = "en" if (user.language_code or "ru").startswith("en") else "ru"
        async with self._context.database.write() as session:
            await people_service.meet(
                session,
                self._context.messenger,
                str(user.id),
                language=language,
                speaks=speaks,
            )


def _is_private(event: Message | CallbackQuery) -> bool:
    """Words in private open the way back; a tap or a word in a group does not."""
    return isinstance(event, Message) and event.chat.type == "private"
