"""What is written in private while a conversation is open goes to its other side, and only there.

A reply goes to the conversation of what it answers, whatever screen is open. Other words go to the
one conversation that is going on; where there are several, the person says to whom.
"""

from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from typing import Any

from aiogram import F, Router
from aiogram.exceptions import TelegramAPIError
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message, ReactionTypeEmoji
from aiogram_dialog.api.entities import Context
from sqlalchemy.ext.asyncio import AsyncSession

from bot.context import BotContext
from bot.features.talking import complaining
from bot.features.talking.panel import MoreRows, Panel
from bot.features.talking.saying import NotUnderstood, TooLarge, said, words_of
from bot.features.talking.words import name_of, why_not
from bot.screen import Row, Screen, button, show
from bot.states import EXPECTS_WORDS, Sos
from bot.tapping import Tap
from bot.texts import Texts
from community.core.actor import Actor
from community.duty.kinds import SignalState
from community.duty.queries import own_signal
from community.membership.people.models import MessengerAccount
from community.relay import queries, service
from community.relay.errors import GivesAway
from community.relay.models import Conversation
from community.relay.service import Place

_GOING_ON = timedelta(hours=24)  # later one is asked whether it is meant for that conversation
_PASSED_ON = "👌"


async def to_whom(
    message: Message,
    context: BotContext,
    actor: Actor,
    account: MessengerAccount,
    aiogd_context: Context | None = None,
) -> bool | dict[str, Any]:
    """The conversation that this message belongs to, or several that it may; False: to none."""
    if message.text is not None and message.text.startswith("/"):
        return False
    async with context.database.read() as session:
        if answered := message.reply_to_message:
            found = await queries.message_at(session, account.id, str(answered.message_id))
            if found is not None:
                whose = await queries.conversation_of(session, actor, found.conversation_id)
                return {"talks": [whose], "is_sure": True}
        if await _screen_expects_words(session, actor, aiogd_context):
            return False
        talks = await queries.mine(session, actor)
    return {"talks": talks} if talks else False


async def _screen_expects_words(
    session: AsyncSession, actor: Actor, aiogd_context: Context | None
) -> bool:
    """After 🆘 words are for the card, until somebody has come: then they are for them."""
    state = aiogd_context.state if aiogd_context else None
    if state is not Sos.called or actor.person_id is None:
        return state in EXPECTS_WORDS
    signal = await own_signal(session, actor.person_id)
    return signal is not None and signal.state is SignalState.RAISED


async def pass_on(
    message: Message,
    talks: Sequence[Conversation],
    *,
    context: BotContext,
    actor: Actor,
    account: MessengerAccount,
    texts: Texts,
    is_sure: bool = False,
) -> None:
    """`is_sure`: the person has said themself to whom."""
    if not is_sure and not (len(talks) == 1 and goes_on(talks[0], context)):
        await _ask_to_whom(message, talks, actor, texts)
        return
    try:
        told = said(message, context.messenger, guarded=talks[0].revealed_at is None)
        async with context.database.write() as session:
            await service.say(session, actor, talks[0].id, told, _place(message, account))
    except GivesAway as refusal:
        await message.reply(why_not(refusal.fields["what"], texts))  # type: ignore[arg-type]
    except TooLarge:
        await message.reply(
            texts(
                "A file this large would go with its own name, and that may show who you are. Up to"
                " 20 MB I can send it on without; or send its pages as photos."
            )
        )
    except NotUnderstood:
        await message.reply(
            texts("I can pass on words, voice messages, photos and documents. Not this, sorry.")
        )
    else:
        await _say_that_it_is_passed_on(message)


def goes_on(talk: Conversation, context: BotContext) -> bool:
    """Whether words without an address are meant for it."""
    return (talk.last_said_at or talk.opened_at) > context.database.clock.now() - _GOING_ON


async def _ask_to_whom(
    message: Message, talks: Sequence[Conversation], actor: Actor, texts: Texts
) -> None:
    """It stays where it stands; answered by a button, it is taken from there."""
    rows: list[Row] = [[_to(talk, message.message_id, actor, texts)] for talk in talks]
    if len(talks) > 1:
        text = texts(
            "To whom? You are talking with several people. (Or answer one of their messages.)"
        )
    else:
        text = texts("Is this for them? You have not written to each other for a while.")
    await message.reply(text, reply_markup=Screen(text, rows).keyboard)


def _to(talk: Conversation, message_id: int, actor: Actor, texts: Texts) -> InlineKeyboardButton:
    side = talk.side_of(actor.person_id)
    assert side is not None
    return button(f"💬 {name_of(talk, side.other, texts)}", f"talk:{talk.id}:to:{message_id}")


async def pass_on_to(
    query: CallbackQuery,
    context: BotContext,
    actor: Actor,
    account: MessengerAccount,
    texts: Texts,
) -> None:
    """The question is an answer to the message that it is about, and so brings it along."""
    conversation_id = int((query.data or "").split(":")[1])
    asked = query.message
    meant = asked.reply_to_message if isinstance(asked, Message) else None
    if meant is None or not isinstance(asked, Message):
        await query.answer(texts("I cannot find that message any more. Please send it again."))
        return
    async with context.database.read() as session:
        talk = await queries.conversation_of(session, actor, conversation_id)
    meant = meant.model_copy(update={"reply_to_message": None}).as_(query.bot)
    await pass_on(
        meant,
        [talk],
        context=context,
        actor=actor,
        account=account,
        texts=texts,
        is_sure=True,
    )
    with suppress(TelegramAPIError):
        await asked.delete()
    await query.answer()


async def correct(
    message: Message, context: BotContext, actor: Actor, account: MessengerAccount, texts: Texts
) -> None:
    """What was edited changes on the other side as well; a correction that gives away does not."""
    place = _place(message, account)
    try:
        async with context.database.read() as session:
            guarded = await queries.is_guarded_at(session, place.account_id, place.external_id)
        words = words_of(message, guarded=guarded)
        async with context.database.write() as session:
            await service.edit(session, actor, place, words)
    except GivesAway as refusal:
        await message.reply(why_not(refusal.fields["what"], texts))  # type: ignore[arg-type]


async def open_or_take_back(
    query: CallbackQuery, context: BotContext, actor: Actor, texts: Texts
) -> None:
    tap = Tap.of(query, context, actor, texts)
    async with context.database.write() as session:
        if tap.verb == "reveal":
            await service.agree_to_reveal(session, actor, tap.id)
            said_now = texts("Written down. Names open only when both of you agree.")
        else:
            await service.withdraw_last(session, actor, tap.id)
            said_now = texts("I have taken your last message back from them.")
    assert query.bot is not None
    await show(query.bot, query.from_user.id, Screen(said_now))
    await tap.say()


def _place(message: Message, account: MessengerAccount) -> Place:
    return Place(account.id, str(message.message_id))


async def _say_that_it_is_passed_on(message: Message) -> None:
    with suppress(TelegramAPIError):  # a sign is a courtesy
        await message.react([ReactionTypeEmoji(emoji=_PASSED_ON)])


def create_router(more: Sequence[MoreRows] = ()) -> Router:
    """For the private chat alone. `more`: what the areas above offer in a conversation."""
    router, panel = Router(name="talking"), Panel(more)
    router.message.register(pass_on, to_whom)
    router.edited_message.register(correct, F.chat.type == "private")
    router.callback_query.register(pass_on_to, F.data.regexp(r"^talk:(\d+):to:(\d+)$"))
    router.callback_query.register(open_or_take_back, F.data.regexp(r"^talk:(\d+):(back|reveal)$"))
    router.callback_query.register(panel.show, F.data.regexp(r"^talk:(\d+):(panel|open)$"))
    router.callback_query.register(panel.list, F.data == "talk:0:list")
    router.callback_query.register(complaining.begin, F.data.regexp(r"^talk:(\d+):complain$"))
    return router
