"""The commands that the messenger suggests when somebody types a slash."""

from zoneinfo import ZoneInfo

from aiogram import Bot
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
)

from bot.texts import Texts


def private_commands(texts: Texts) -> list[BotCommand]:
    words = {
        "menu": texts("Main menu"),
        "sos": texts("Help right now"),
        "chats": texts("Chats of the club"),
        "consult": texts("A specialist's help"),
        "profile": texts("What I told about myself"),
        "privacy": texts("Who sees what about me"),
        "language": texts("Русский, English"),
        "help": texts("How this works"),
        "cancel": texts("Stop what we are doing"),
    }
    return [BotCommand(command=name, description=str(text)) for name, text in words.items()]


def group_commands(texts: Texts) -> list[BotCommand]:
    words = {
        "rules": texts("Rules of the club"),
        "report": texts("In answer to a message: tell the moderators, unseen"),
        "help": texts("What works here"),
    }
    return [BotCommand(command=name, description=str(text)) for name, text in words.items()]


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
