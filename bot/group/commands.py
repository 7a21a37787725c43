"""The few commands that work in a group. Everything personal goes on in private."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message
from markupsafe import Markup

from bot.context import BotContext
from bot.screen import link
from bot.texts import Texts
from community.core.markdown import to_html
from community.membership.documents.queries import document

_GROUPS = F.chat.type.in_({"group", "supergroup"})


def _texts(context: BotContext) -> Texts:
    return Texts("ru", context.zone)  # a group has many readers; the region speaks Russian


async def rules(message: Message, context: BotContext) -> None:
    async with context.database.read() as session:
        shown = await document(session, "rules", "ru")
    title = Markup("<b>{}</b>").format(shown.title)
    await message.reply(f"{title}\n\n{to_html(shown.body)}")


async def help_(message: Message, context: BotContext) -> None:
    assert message.bot is not None
    me = await message.bot.me()
    texts = _texts(context)
    screen_link = link(texts("Open a private chat"), f"https://t.me/{me.username}?start=help")
    await message.reply(
        texts(
            "Here: /rules, /events, and /report in answer to a message that troubles you."
            " Everything personal, and help right now, in private: nobody here sees it."
        ),
        reply_markup={"inline_keyboard": [[screen_link]]},  # type: ignore[arg-type]
    )


async def other_things(_message: Message) -> None:
    """Service messages and unknown commands: a group is not the place to answer them."""


async def stale_button(query: CallbackQuery, context: BotContext) -> None:
    texts = _texts(context)
    await query.answer(texts("This button has served its time."))


def create_router() -> Router:
    router = Router(name="group_commands")
    router.message.register(rules, _GROUPS, Command("rules"))
    router.message.register(help_, _GROUPS, Command("help"))
    router.message.register(other_things, _GROUPS)
    router.callback_query.register(stale_button, F.message.chat.type.in_({"group", "supergroup"}))
    return router
