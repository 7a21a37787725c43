"""/warn, /mute, /ban, /unban, /ok in a group, in answer to a message, by its moderators.

Nothing is said there: the command vanishes, the card tells the moderators, and whoever typed it
reads in private what did not work.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from aiogram import F, Router
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.filters import Command, CommandObject
from aiogram.types import Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.context import BotContext
from bot.features.moderation.pointing import answered, author_of, sighting_of
from bot.features.moderation.terms import UnreadableTermError, read_term
from bot.screen import Screen, show
from bot.texts import Texts
from community.chats.models import Chat
from community.chats.queries import chat_by_address
from community.core.actor import Actor
from community.core.errors import InvalidInput
from community.membership.people.queries import reachable_account
from moderation.incidents.closed import is_closed
from moderation.incidents.deciding import decide, decide_on_sight
from moderation.incidents.errors import DecisionDoesNotFit, ModeratorProtected
from moderation.incidents.kinds import Decision, Source, Topic
from moderation.incidents.models import Incident
from moderation.incidents.moderators import may_command, moderators_chat_of, moderators_of
from moderation.incidents.places import PARENTS_CHATS
from moderation.incidents.queries import waiting_about
from moderation.incidents.sanctioning import lift_all

_DECISIONS = {"warn": Decision.WARN, "mute": Decision.MUTE, "ban": Decision.BAN}


@dataclass(frozen=True)
class Order:
    """A moderator's command about a message in a chat within reach."""

    context: BotContext
    actor: Actor
    texts: Texts
    chat: Chat
    replied: Message
    command: CommandObject


async def obey(
    message: Message, command: CommandObject, context: BotContext, actor: Actor, texts: Texts
) -> None:
    """Quietly away with the command; then do it, or say in private why not."""
    await vanish(message)
    async with context.database.read() as session:
        chat = await chat_by_address(session, context.messenger, str(message.chat.id))
        commands = chat is not None and await may_command(session, actor, chat)
    replied = answered(message)
    said: str | None
    if chat is None or chat.purpose not in PARENTS_CHATS:
        said = texts("These commands work in the chats of parents, in answer to a message.")
    elif not commands:
        said = texts(
            "This command is for moderators, so I took it out of the chat. If a message troubles"
            " you, answer it with /report: a moderator will look."
        )
    elif replied is None:
        name = command.command
        said = texts("Which message do you mean? Answer it with /{command}.", command=name)
    else:
        order = Order(context, actor, texts, chat, replied, command)
        said = await _ACTS[command.command](order)
    if said:
        await whisper(message, said)


async def _impose(order: Order) -> str | None:
    """Warn, mute or ban; the card tells what was done, so there is nothing to add."""
    decision = _DECISIONS[order.command.command]
    try:
        term = read_term(order.command.args) if decision is Decision.MUTE else None
        async with order.context.database.write() as session:
            author = await author_of(session, order.context, order.replied)
            sighting = sighting_of(
                order.context, order.replied, order.chat, author, Source.MODERATOR
            )
            if author.is_anonymous:
                raise ModeratorProtected
            if any(one.topic is Topic.DISTRESS for one in await _waiting(session, order)):
                raise DecisionDoesNotFit
            await decide_on_sight(session, order.actor, sighting, decision, term=term)
    except (UnreadableTermError, InvalidInput):
        return order.texts(
            "For how long? E.g. /mute 30m, /mute 2h or /mute 1d: from one minute to 365 days."
            " Without a time it is the next step: an hour, a day, a week."
        )
    return None


async def _pardon(order: Order) -> str:
    """Whatever waits about the message was nothing."""
    async with order.context.database.read() as session:
        waiting = await _waiting(session, order)
    for incident in waiting:
        harmless = Decision.FALSE_ALARM if incident.topic is Topic.DISTRESS else Decision.INNOCENT
        async with order.context.database.write() as session:
            await decide(session, order.actor, incident.id, harmless)
    if waiting:
        return order.texts("Done: all is well with this message.")
    return order.texts("Nothing waits about this message: all is well with it.")


async def _set_free(order: Order) -> str:
    async with order.context.database.write() as session:
        author = await author_of(session, order.context, order.replied)
        if author.account is None:
            return order.texts("A channel is let in again from its card: /moderation")
        lifted = await lift_all(session, order.actor, author.account.person_id)
    if lifted and is_closed(order.chat):
        return order.texts("Done: they can write here again.")
    if lifted:
        return order.texts("Done: they can write in every chat again.")
    return order.texts("There was nothing to lift: they can write already.")


_ACTS: Mapping[str, Callable[[Order], Awaitable[str | None]]] = {
    **dict.fromkeys(_DECISIONS, _impose),
    "ok": _pardon,
    "unban": _set_free,
}


async def _waiting(session: AsyncSession, order: Order) -> Sequence[Incident]:
    return await waiting_about(session, order.actor, order.chat.id, order.replied.message_id)


async def anonymous(message: Message, context: BotContext) -> None:
    """In the name of the chat nobody can be asked for their rights; moderators read why."""
    await vanish(message)
    async with context.database.read() as session:
        chat = await chat_by_address(session, context.messenger, str(message.chat.id))
        readers = await _readers(session, context, chat) if chat else []
    if chat is None or message.bot is None:
        return
    texts = Texts("ru", context.zone)
    text = texts(
        "Somebody wrote a command in «{title}» in the name of the chat, and I cannot know who."
        " Please switch anonymity off for a moment, or use the cards here.",
        title=chat.title,
    )
    for address in readers:
        with suppress(TelegramBadRequest, TelegramForbiddenError):
            await show(message.bot, address, Screen(text))


async def _readers(session: AsyncSession, context: BotContext, chat: Chat) -> list[str]:
    """Where the moderators of a chat read: in a chat of their own, those of a group in private."""
    if moderators := await moderators_chat_of(session, chat):
        return [moderators.external_id]
    if not is_closed(chat):
        return []
    leads = await moderators_of(session, chat)
    found = [await reachable_account(session, one, context.messenger) for one in leads]
    return [account.external_id for account in found if account and account.external_id]


async def vanish(message: Message) -> None:
    """Nobody needs to see the command; gone already, or no right to delete: then it stays."""
    with suppress(TelegramBadRequest, TelegramForbiddenError):
        await message.delete()


async def whisper(message: Message, words: str) -> None:
    """A private word to whoever wrote in the group; to who never opened a private chat, none."""
    assert message.bot is not None
    assert message.from_user is not None
    with suppress(TelegramBadRequest, TelegramForbiddenError):
        await show(message.bot, message.from_user.id, Screen(words))


def create_router() -> Router:
    router = Router(name="moderators_commands")
    mine = Command(*_ACTS)
    in_group = F.chat.type.in_({"group", "supergroup"})
    router.message.register(anonymous, in_group, F.sender_chat, mine)
    router.message.register(obey, in_group, mine)
    return router
