"""The commands that the messenger suggests when somebody types a slash."""

from contextlib import suppress
from zoneinfo import ZoneInfo

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)

from bot.texts import Texts
from community.core.actor import Action, Actor
from moderation.incidents.moderators import moderates


def private_commands(texts: Texts) -> list[BotCommand]:
    words = {
        "menu": texts("Main menu"),
        "sos": texts("Help right now"),
        "chats": texts("Chats of the club"),
        "events": texts("Events of the club"),
        "consult": texts("A specialist's help"),
        "groups": texts("Self-help groups"),
        "library": texts("Articles that answer"),
        "profile": texts("What I told about myself"),
        "privacy": texts("Who sees what about me"),
        "language": texts("Русский, English"),
        "help": texts("How this works"),
        "cancel": texts("Stop what we are doing"),
    }
    return [BotCommand(command=name, description=str(text)) for name, text in words.items()]


def own_commands(actor: Actor, texts: Texts) -> list[BotCommand]:
    """What a role adds to the commands of everybody."""
    words = [
        (Action.HELP_TAKE, "schedule", texts("My hours, requests and consultations")),
        (Action.DUTY_SERVE, "duty", texts("Who is on duty")),
        (Action.INCIDENT_VIEW, "moderation", texts("What waits for my word")),
        (Action.SITE_SIGN_IN, "admin", texts("A link to the site")),
    ]
    return [
        BotCommand(command=name, description=str(text))
        for action, name, text in words
        if offers(actor, action)
    ]


def offers(actor: Actor, action: Action) -> bool:
    """Whether a command is of use; what waits in a group is seen by whoever leads it."""
    return moderates(actor) if action is Action.INCIDENT_VIEW else actor.may_at_all(action)


def group_commands(texts: Texts) -> list[BotCommand]:
    words = {
        "rules": texts("Rules of the club"),
        "events": texts("Events of the club"),
        "report": texts("In answer to a message: tell the moderators, unseen"),
        "help": texts("What works here"),
    }
    return [BotCommand(command=name, description=str(text)) for name, text in words.items()]


async def publish_own(bot: Bot, chat_id: int, actor: Actor, texts: Texts) -> None:
    """In one person's own chat with the bot; a courtesy that may fail."""
    commands = [*private_commands(texts), *own_commands(actor, texts)]
    with suppress(TelegramAPIError):
        await bot.set_my_commands(commands, scope=BotCommandScopeChat(chat_id=chat_id))


async def publish_commands(bot: Bot, zone: ZoneInfo) -> None:
    for language in (None, "en"):
        texts = Texts(language or "ru", zone)
        await bot.set_my_commands(
            private_commands(texts),
            scope=BotCommandScopeAllPrivateChats(),
            language_code=language,
        )
        await bot.set_my_commands(
            group_commands(texts),
            scope=BotCommandScopeAllGroupChats(),
            language_code=language,
        )
