"""The bot put together: routers in their order, and the one object the outside needs."""

import asyncio
from typing import Any

import structlog
from aiogram import Bot, Dispatcher, F, Router
from aiogram.client.default import DefaultBotProperties
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.exceptions import TelegramAPIError, TelegramUnauthorizedError
from aiogram.fsm.storage.base import BaseEventIsolation, BaseStorage
from aiogram.types import LinkPreviewOptions, Update
from aiogram_dialog import setup_dialogs

from bot import errors
from bot.commands import publish_commands
from bot.context import BotContext
from bot.delivery.registry import FAILING, MAILABLE, PERFORMERS, RENDERERS
from bot.delivery.transport import BotTransport
from bot.dialogs import Messages
from bot.features.announcements import handlers as announcements
from bot.features.becoming import dialog as becoming
from bot.features.chats import dialog as chats_dialog
from bot.features.chats import handlers as chats
from bot.features.chats.rights import check_all_chats
from bot.features.consultations import dialog as consult_dialog
from bot.features.consultations import handlers as consult
from bot.features.consultations.in_talk import request_rows
from bot.features.duty import handlers as duty
from bot.features.duty import roster as duty_roster
from bot.features.events import dialog as events_dialog
from bot.features.events import handlers as events
from bot.features.events import in_group as events_in_group
from bot.features.facilitating import dialog as facilitating_dialog
from bot.features.facilitating import handlers as facilitating
from bot.features.helping import handlers as helping
from bot.features.helping import leading, meetings
from bot.features.joining import dialog as joining
from bot.features.library import dialog as library_dialog
from bot.features.library import handlers as library
from bot.features.library import hints as article_hints
from bot.features.library import inline as library_inline
from bot.features.moderation import appeals, queue, reporting
from bot.features.moderation import commands as moderators_commands
from bot.features.moderation import handlers as moderation
from bot.features.moderation.pending import Pending
from bot.features.organising import dialog as organising_dialog
from bot.features.organising import handlers as organising
from bot.features.peers import dialog as peers_dialog
from bot.features.peers import handlers as peers
from bot.features.peers.in_talk import peer_rows
from bot.features.privacy import dialog as privacy
from bot.features.privacy import handlers as privacy_handlers
from bot.features.profile import dialog as profile
from bot.features.schedule import dialog as schedule_dialog
from bot.features.schedule import home as schedule
from bot.features.selfhelp import dialog as selfhelp_dialog
from bot.features.selfhelp import handlers as selfhelp
from bot.features.sos import dialog as sos
from bot.features.sos import handlers as sos_handlers
from bot.features.sos import in_group as sos_in_group
from bot.features.sos import listening
from bot.features.sos.fallback import Lifeline
from bot.features.start import handlers as start
from bot.features.start import menu
from bot.features.talking import complaining
from bot.features.talking import handlers as talking
from bot.features.verification import handlers as verification
from bot.features.verification import reason
from bot.filters import ask_in_place
from bot.group import commands, roster
from bot.group.directory import ChatDirectory
from bot.group.hot_path import GroupHotPath
from bot.group.watch.watch import Watch
from bot.limits import ChatPace, Limits, SendWindow
from bot.middlewares.acquaintance import Acquaintance
from bot.middlewares.conversation import Conversing
from bot.middlewares.repeats import SkipRepeats
from bot.middlewares.typed_number import LastKeyboards, TypedNumber
from bot.session import LateAnswers, LimitedSending, PollingPulse, Session
from bot.state.choice import create_storage
from community.library.search import queries as search

log = structlog.get_logger()
ALLOWED_UPDATES = [
    "message",
    "edited_message",
    "callback_query",
    "inline_query",
    "my_chat_member",
    "chat_member",
    "chat_join_request",
]
_RETRY_SECONDS = 3


def create_bot(token: str, api_url: str) -> Bot:
    """A bot of this token that writes HTML and never lets a link be previewed."""
    return Bot(
        token,
        session=Session(api=TelegramAPIServer.from_base(api_url)),
        default=DefaultBotProperties(
            parse_mode=ParseMode.HTML,
            link_preview=LinkPreviewOptions(is_disabled=True),
        ),
    )


class BotApp:
    """Everything of the bot that an installation runs."""

    def __init__(self, context: BotContext, bot: Bot, limits: Limits | None = None) -> None:
        """Keeps to the limits of the messenger unless told others."""
        limits = limits or Limits.of(context.messenger)
        self._context = context
        self.bot = bot
        self.username = ""
        self._directory = ChatDirectory(context.database, context.messenger)
        self._watch = Watch(context, bot)
        keyboards = LastKeyboards()
        self._pulse = PollingPulse()
        window = SendWindow(limits.per_second)
        for middleware in (LimitedSending(window), LateAnswers(), self._pulse, keyboards):
            bot.session.middleware(middleware)
        self.transport = BotTransport(
            context,
            bot,
            window,
            ChatPace(limits),
            renderers=RENDERERS,
            performers=PERFORMERS,
            failing=FAILING,
            mailable=MAILABLE,
        )
        self._storage, isolation = create_storage(context)
        private = _private_router(context, keyboards, self._storage, isolation)
        hot_path = GroupHotPath(self._directory, self._watch)
        self.dispatcher = build_dispatcher(context, hot_path, private)
        ask_in_place(self.dispatcher)
        self.dispatcher["pending"] = Pending(self._storage, bot.id)
        self._lifeline = Lifeline(context)
        self.dispatcher["lifeline"] = self._lifeline

    async def start(self) -> None:
        """Learn the bot's own name and publish its commands; waits while the API is away.

        Raises TelegramUnauthorizedError for a wrong token.
        """
        while True:
            try:
                self.username = (await self.bot.get_me()).username or ""
                await publish_commands(self.bot, self._context.zone)
            except TelegramUnauthorizedError:
                raise
            except TelegramAPIError as error:
                log.warning("bot_api_is_away", error=type(error).__name__)
                await asyncio.sleep(_RETRY_SECONDS)
            else:
                await self.keep_lifeline()
                await search.get_ready()  # whoever asks first need not wait for the dictionary
                return

    async def keep_lifeline(self) -> None:
        """What 🆘 answers without a database is kept fresh; whoever was unheard is called for."""
        await self._lifeline.refresh()

    async def run_polling(self) -> None:
        """Ask for updates until cancelled, whatever happens to the Bot API in between."""
        while True:
            try:
                await self.bot.delete_webhook()
                await self.dispatcher.start_polling(
                    self.bot,
                    handle_signals=False,
                    close_bot_session=False,
                    allowed_updates=ALLOWED_UPDATES,
                )
            except TelegramUnauthorizedError:
                raise
            except TelegramAPIError as error:
                log.warning("bot_api_is_away", error=type(error).__name__)
                await asyncio.sleep(_RETRY_SECONDS)
            else:
                return

    async def set_webhook(self, url: str, secret: str) -> None:
        """Have updates brought to this address, each with the secret in its header."""
        await self.bot.set_webhook(url, secret_token=secret, allowed_updates=ALLOWED_UPDATES)

    async def handle(self, update: dict[str, Any]) -> None:
        """One update as a webhook brings it."""
        await self.dispatcher.feed_update(
            self.bot, Update.model_validate(update, context={"bot": self.bot})
        )

    @property
    def trouble(self) -> str | None:
        """Why the last question for updates failed; None while all is well."""
        return self._pulse.error

    async def check_chats(self) -> int:
        """Look after the bot's rights in every chat; returns how many could not be asked."""
        return await check_all_chats(self._context, self.bot)

    async def flush(self) -> None:
        """Write down what was counted in memory, and tidy the chats up."""
        await self._directory.flush()
        await self._watch.flush()

    async def close(self) -> None:
        await self._directory.flush()
        await self._watch.close()
        await self._storage.close()
        await self.bot.session.close()


def build_dispatcher(context: BotContext, hot_path: GroupHotPath, private: Router) -> Dispatcher:
    """Groups first and flat; conversations live only on the private router."""
    dispatcher = Dispatcher(disable_fsm=True, context=context)
    dispatcher.update.outer_middleware(SkipRepeats())
    dispatcher.update.outer_middleware(hot_path)
    dispatcher.include_routers(
        roster.create_router(),
        _moderators_router(context),
        events_in_group.create_router(),
        commands.create_router(),
        library_inline.create_router(),
        private,
        errors.create_router(),
    )
    return dispatcher


def _moderators_router(context: BotContext) -> Router:
    """What people of the club do in groups: commands, and the buttons under cards."""
    router = Router(name="moderators")
    cards, hints = moderation.create_router(), article_hints.create_router()
    for taps in (cards.callback_query, hints.callback_query):
        taps.filter(F.message.chat.type.in_({"group", "supergroup"}))
    words = (
        moderators_commands.create_router(),
        reporting.create_group_router(),
        sos_in_group.create_router(),
    )
    for observer in (cards.callback_query, hints.callback_query, *(area.message for area in words)):
        observer.middleware(Acquaintance(context))
    router.include_routers(cards, hints, *words)
    return router


def _private_router(
    context: BotContext,
    keyboards: LastKeyboards,
    storage: BaseStorage,
    isolation: BaseEventIsolation,
) -> Router:
    router = Router(name="private")
    router.message.filter(F.chat.type == "private")
    conversing = Conversing(storage, isolation)
    # Outermost: it goes on as a tap, which takes the conversation's lock itself.
    router.message.outer_middleware(TypedNumber(keyboards, router))
    for observer in (router.message, router.callback_query):
        observer.outer_middleware(Acquaintance(context))
        observer.outer_middleware(conversing)
    handlers = (start, sos_handlers, verification, chats, privacy_handlers, moderation, duty)
    practice = (helping, meetings, leading, schedule)
    for_one = (queue, reporting, appeals, duty_roster, announcements, peers)
    talks = talking.create_router(more=[request_rows, peer_rows])
    talks.edited_message.middleware(Acquaintance(context))
    dialogs = (menu, sos, joining, profile, privacy, reason, appeals, complaining)
    router.include_routers(
        becoming.create_router(),  # before the plain /start
        consult.create_router(),  # likewise
        events.create_router(),  # likewise
        organising.create_router(),  # likewise
        selfhelp.create_router(),  # likewise
        library.create_router(),  # likewise
        article_hints.create_router(),
        facilitating.create_router(),
        *(area.create_router() for area in (*handlers, *practice, *for_one)),
        listening.create_router(),
        consult.create_words_router(),
        talks,
        start.create_last_resort_router(),
        *(area.create_dialog() for area in dialogs),
        becoming.create_dialog(),
        consult_dialog.create_dialog(),
        events_dialog.create_dialog(),
        peers_dialog.create_dialog(),
        *organising_dialog.create_dialogs(),
        selfhelp_dialog.create_dialog(),
        library_dialog.create_dialog(),
        *facilitating_dialog.create_dialogs(),
        *schedule_dialog.create_dialogs(),
        *chats_dialog.create_dialogs(),
        start.create_expired_router(),
    )
    setup_dialogs(router, message_manager=Messages())
    return router
