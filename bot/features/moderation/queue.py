"""/moderation: everything that waits for somebody's word, in one list, the most urgent first."""

from collections.abc import Sequence
from dataclasses import dataclass

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.context import BotContext
from bot.features.moderation.words import topic_title
from bot.screen import Row, Screen, button, show
from bot.tapping import Tap
from bot.texts import Texts
from community.core.actor import Action, Actor
from community.membership.verification import queries as verification
from community.membership.verification.models import Application
from moderation.incidents import lists, queries
from moderation.incidents.kinds import LessonState, Topic
from moderation.incidents.lists import AppealLine, LessonLine
from moderation.incidents.moderators import moderates
from moderation.incidents.queries import Line

_READ_AT_ONCE = 200
_ON_A_PAGE = 8
_LONGEST_TITLE = 24


@dataclass(frozen=True)
class Waiting:
    """What waits within one person's reach, at most 200 of each kind; `messages` counts all."""

    incidents: Sequence[Line]
    applications: Sequence[Application]
    appeals: Sequence[AppealLine]
    lessons: Sequence[LessonLine]
    messages: int

    @property
    def distress(self) -> int:
        return sum(line.incident.topic is Topic.DISTRESS for line in self.incidents)

    @property
    def total(self) -> int:
        return self.messages + len(self.applications) + len(self.appeals) + len(self.lessons)


async def what_waits(session: AsyncSession, actor: Actor) -> Waiting:
    """Nothing of what the actor has taught or decided before: that is for somebody else."""
    at_the_door = actor.may_at_all(Action.APPLICATION_VIEW)
    taught = await lists.lessons(session, actor, page_size=_READ_AT_ONCE)
    return Waiting(
        incidents=await queries.queue(session, actor, limit=_READ_AT_ONCE),
        applications=await verification.waiting(session, actor, limit=_READ_AT_ONCE)
        if at_the_door
        else [],
        appeals=[line for line in await lists.appeals_open(session, actor) if line.may_decide],
        lessons=[
            line
            for line in taught.rows
            if line.lesson.state is LessonState.WAITING
            and line.lesson.taught_by_id != actor.person_id
        ],
        messages=await queries.queue_length(session, actor),
    )


async def open_queue(message: Message, context: BotContext, actor: Actor, texts: Texts) -> None:
    if not moderates(actor):
        await message.answer(texts("This is for activists of the club. Your menu is here: /menu"))
        return
    assert message.bot is not None
    await show(message.bot, message.chat.id, await queue_screen(context, actor, texts))


async def turn_page(query: CallbackQuery, context: BotContext, actor: Actor, texts: Texts) -> None:
    tap = Tap.of(query, context, actor, texts)
    await tap.show(await queue_screen(context, actor, texts, page=tap.id))
    await tap.say()


async def queue_screen(context: BotContext, actor: Actor, texts: Texts, page: int = 1) -> Screen:
    """A summary, and a button for each that waits; raises NotAllowed for who moderates nothing."""
    async with context.database.read() as session:
        waiting = await what_waits(session, actor)
    if not waiting.total:
        return Screen(texts("Nobody is waiting. Thank you for keeping the door. /menu"))
    entries = _entries(waiting, texts)
    pages = -(-len(entries) // _ON_A_PAGE)
    page = min(max(page, 1), pages)
    first = (page - 1) * _ON_A_PAGE
    rows: list[Row] = [[entry] for entry in entries[first : first + _ON_A_PAGE]]
    return Screen(_summary(waiting, texts), [*rows, *_turning(page, pages)])


def _summary(waiting: Waiting, texts: Texts) -> str:
    alarms, others = waiting.distress, waiting.messages - waiting.distress
    lines = {
        texts.plural(
            "💛 {count} person may be unwell", "💛 {count} people may be unwell", alarms
        ): alarms,
        texts.plural(
            "🚪 {count} application", "🚪 {count} applications", len(waiting.applications)
        ): waiting.applications,
        texts.plural(
            "🙋 {count} author disagrees", "🙋 {count} authors disagree", len(waiting.appeals)
        ): waiting.appeals,
        texts.plural(
            "💬 {count} message to look at", "💬 {count} messages to look at", others
        ): others,
        texts.plural(
            "🎓 {count} doubtful example", "🎓 {count} doubtful examples", len(waiting.lessons)
        ): waiting.lessons,
    }
    shown = [line for line, anything in lines.items() if anything]
    return "\n".join([texts("📋 <b>What waits for your word</b>"), "", *shown])


def _entries(waiting: Waiting, texts: Texts) -> list[InlineKeyboardButton]:
    """Somebody in distress; people at the door; who disagrees; messages; what was taught."""
    alarms = [one for one in waiting.incidents if one.incident.topic is Topic.DISTRESS]
    messages = [one for one in waiting.incidents if one.incident.topic is not Topic.DISTRESS]
    return [
        *(_incident(line, texts) for line in alarms),
        *(_application(application, texts) for application in waiting.applications),
        *(_appeal(line, texts) for line in waiting.appeals),
        *(_incident(line, texts) for line in messages),
        *(_lesson(line, texts) for line in waiting.lessons),
    ]


def _incident(line: Line, texts: Texts) -> InlineKeyboardButton:
    sign = topic_title(line.incident.topic, texts).partition(" ")[0]
    moment = texts.moment(line.incident.opened_at)
    return button(f"{sign} {moment} · {_short(line.chat_title)}", f"inc:{line.incident.id}:show")


def _application(application: Application, texts: Texts) -> InlineKeyboardButton:
    moment = texts.moment(application.created_at)
    return button(texts("🚪 Application, {moment}", moment=moment), f"app:{application.id}:show")


def _appeal(line: AppealLine, texts: Texts) -> InlineKeyboardButton:
    moment = texts.moment(line.appeal.at)
    return button(f"🙋 {moment} · {_short(line.chat_title)}", f"apl:{line.appeal.id}:show")


def _lesson(line: LessonLine, texts: Texts) -> InlineKeyboardButton:
    moment = texts.moment(line.lesson.taught_at)
    return button(f"🎓 {moment} · {_short(line.chat_title)}", f"les:{line.lesson.id}:show")


def _short(title: str) -> str:
    return title if len(title) <= _LONGEST_TITLE else f"{title[:_LONGEST_TITLE]}…"


def _turning(page: int, pages: int) -> list[Row]:
    back = [button(f"◀️ {page - 1}", f"queue:{page - 1}:page")] if page > 1 else []
    on = [button(f"▶️ {page + 1}", f"queue:{page + 1}:page")] if page < pages else []
    return [[*back, *on]] if back or on else []


def create_router() -> Router:
    """For the private chat alone: the queue is one person's."""
    router = Router(name="queue")
    router.message.register(open_queue, Command("moderation"))
    router.callback_query.register(turn_page, F.data.regexp(r"^queue:(\d+):page$"))
    return router
