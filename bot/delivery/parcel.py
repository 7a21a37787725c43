"""What a renderer is given, and the two kinds of things an outbox row can become."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from aiogram import Bot

from bot.context import BotContext
from bot.screen import Screen
from bot.texts import Texts
from community.core.outbox.service import Recipient
from community.core.outbox.worker import Outcome
from community.membership.people.models import Person


@dataclass(frozen=True)
class Parcel:
    """One row on its way. `person` is None for a chat; `address` is the id in the messenger.

    `recipient` is to whom the row was queued, in ids of our own. Of one that goes `by_mail` the
    address is empty: whoever makes a screen of it needs none.
    """

    context: BotContext
    bot: Bot
    params: Mapping[str, Any]
    texts: Texts
    address: str
    person: Person | None
    recipient: Recipient
    account_id: int | None = None
    by_mail: bool = False


# Renders a message, or None when what it would say is no longer true.
Renderer = Callable[[Parcel], Awaitable[Screen | None]]
# Does something in the messenger (let in, decline, edit a card) and says how it went; a screen
# is sent as a renderer's would be.
Performer = Callable[[Parcel], Awaitable[Outcome | Screen]]
# What else is to be done, by the row's parameters, when it could not be delivered for good.
Failing = Callable[[BotContext, Mapping[str, Any]], Awaitable[None]]
