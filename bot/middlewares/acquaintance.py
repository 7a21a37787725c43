"""Whoever speaks to the bot, or taps a button, is known by the time the handler runs."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import CallbackQuery, Message, TelegramObject, User

from bot.context import BotContext
from bot.texts import Texts
from community.membership.people import queries as people
from community.membership.people import service as people_service
from community.membership.people.models import MessengerAccount, Person


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
        account, person = await self._meet(event.from_user, speaks=_is_private(event))
        async with self._context.database.read() as session:
            actor = await people.actor_for(session, person.id, "bot")
        data.update(
            context=self._context,
            account=account,
            person=person,
            actor=actor,
            texts=Texts.of(person, self._context.zone),
        )
        return await handler(event, data)

    async def _meet(self, user: User, *, speaks: bool) -> tuple[MessengerAccount, Person]:
        database, messenger = self._context.database, self._context.messenger
        async with database.read() as session:
            account = await people.account(session, messenger, str(user.id))
        if account is None or (speaks and not account.reachable):
            language = "en" if (user.language_code or "ru").startswith("en") else "ru"
            async with database.write() as session:
                await people_service.meet(
                    session, messenger, str(user.id), language=language, speaks=speaks
                )
            async with database.read() as session:
                account = await people.account(session, messenger, str(user.id))
        assert account is not None
        return account, account.person


def _is_private(event: Message | CallbackQuery) -> bool:
    """Words in private open the way back; a tap or a word in a group does not."""
    return isinstance(event, Message) and event.chat.type == "private"
