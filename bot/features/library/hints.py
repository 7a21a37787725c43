"""A quiet card for moderators: there is an article on what was just asked in their chat."""

from aiogram import F, Router
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import CallbackQuery, ReplyParameters
from markupsafe import Markup

from bot.context import BotContext
from bot.delivery.editing import edit_sent
from bot.delivery.parcel import Parcel
from bot.features.library.inline import article_address, in_chat
from bot.features.moderation.card_state import message_link
from bot.screen import Screen, button, link
from bot.tapping import Tap
from bot.texts import Texts
from community.core.actor import Actor, system_actor
from community.core.errors import Conflict, NotFound
from community.core.outbox.models import State
from community.core.outbox.service import sent_to
from community.core.outbox.worker import SKIPPED, Done, Outcome
from community.library.articles.errors import ArticleGone
from community.library.hints import queries, service
from community.library.hints.kinds import HintState
from community.library.hints.queries import Shown
from community.library.hints.rules import AFTER_NO
from community.membership.people import queries as people

_GONE = "message to be replied not found"


async def card(parcel: Parcel) -> Screen | None:
    """Not where the article was withdrawn, or somebody has answered, before it could be sent."""
    shown = await _shown(parcel)
    if shown is None or shown.article is None or shown.hint.state is not HintState.OPEN:
        return None
    return _card(shown, parcel.texts)


async def update_card(parcel: Parcel) -> Outcome:
    """Every copy shows what was done, and by whom."""
    async with parcel.context.database.read() as session:
        sent = await sent_to(session, parcel.recipient, service.CARD, parcel.params["hint"])
    shown = await _shown(parcel)
    if not sent or shown is None:
        return SKIPPED
    for message in sent:
        await edit_sent(parcel, message.sent_ref or "", _card(shown, parcel.texts))
    return Done(State.SENT)


async def reply(parcel: Parcel) -> Outcome:
    """Under the question itself; where that was taken back meanwhile, nothing is said."""
    async with parcel.context.database.read() as session:
        shown = await queries.shown(session, system_actor("bot"), parcel.params["hint"])
    if shown.article is None:
        return SKIPPED
    me = await parcel.bot.me()
    address = article_address(shown.article.article.code, me.username or "")
    screen = Screen(
        in_chat(shown.article), [[link(parcel.texts("📖 Read it all"), address)]], quiet=True
    )
    try:
        sent = await parcel.bot.send_message(
            parcel.address,
            screen.text,
            reply_markup=screen.keyboard,
            reply_parameters=ReplyParameters(message_id=shown.hint.message_id),
            disable_notification=True,
        )
    except TelegramBadRequest as refusal:
        if _GONE not in refusal.message:
            raise
        return SKIPPED
    return Done(State.SENT, sent_ref=f"{sent.chat.id}:{sent.message_id}")


async def _shown(parcel: Parcel) -> Shown | None:
    """A chat of moderators reads what the club shows it; a person what their role reaches."""
    async with parcel.context.database.read() as session:
        actor = system_actor("bot")
        if parcel.person is not None:
            actor = await people.actor_for(session, parcel.person.id, "bot")
        try:
            return await queries.shown(session, actor, parcel.params["hint"])
        except NotFound:
            return None


def _card(shown: Shown, texts: Texts) -> Screen:
    title = shown.article.version.title if shown.article else "—"
    blocks = [
        texts("💡 <b>There is an article on a question</b> in «{chat}»", chat=shown.chat.title),
        Markup("📚 {}").format(title),
    ]
    if address := message_link(shown.chat, shown.hint.message_id):
        opening = texts("Open the question")
        blocks.append(Markup('<a href="{}">{}</a>').format(address, opening))
    if shown.hint.state is not HintState.OPEN:
        return Screen("\n\n".join([*blocks, _decided(shown, texts)]), quiet=True)
    rows = [
        [button(texts("📚 Answer with it"), f"hint:{shown.hint.id}:use")],
        [button(texts("🙅 No need"), f"hint:{shown.hint.id}:no")],
    ]
    return Screen("\n\n".join(blocks), rows, quiet=True)


def _decided(shown: Shown, texts: Texts) -> str:
    assert shown.hint.decided_at is not None
    if shown.hint.state is HintState.USED:
        what = texts("✅ Answered with the article.")
    else:
        what = texts(
            "🙅 Not needed: I do not name this article here for {days} days.", days=AFTER_NO.days
        )
    name, moment = shown.decided_by or "—", texts.moment(shown.hint.decided_at)
    return f"{what}\n{texts('{name}, {moment}', name=name, moment=moment)}"


async def decide(query: CallbackQuery, context: BotContext, actor: Actor, texts: Texts) -> None:
    """Of two who tap at one moment, the second sees who was faster."""
    tap = Tap.of(query, context, actor, texts)
    act = service.use if tap.verb == "use" else service.dismiss
    word: str | None = None
    try:
        async with context.database.write() as session:
            await act(session, actor, tap.id)
    except Conflict:
        word = texts("Somebody was a moment faster. Please look again.")
    except ArticleGone:
        word = texts("This article has just been taken away.")
    async with context.database.read() as session:
        shown = await queries.shown(session, tap.reader, tap.id)
    await tap.show(_card(shown, tap.card_texts))
    await tap.say(word, alert=word is not None)


def create_router() -> Router:
    """For moderators' chats and for the private one; rights are asked anew at every tap."""
    router = Router(name="article_hints")
    router.callback_query.register(decide, F.data.regexp(r"^hint:(\d+):(use|no)$"))
    return router
