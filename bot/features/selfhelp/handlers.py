"""`grp_CODE`, and the buttons under what was sent about a group."""

from aiogram import F, Router
from aiogram.filters import CommandObject, CommandStart
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager

from bot.context import BotContext
from bot.dialogs import open_at
from bot.features.joining.way_in import way_in
from bot.screen import Screen, button, show
from bot.states import Facilitate, SelfHelp
from bot.tapping import Tap
from bot.texts import Texts
from community.core.actor import Action, Actor
from community.core.errors import Conflict, NotFound
from community.membership.people.models import Person
from community.selfhelp.groups import holding, leading
from community.selfhelp.groups import queries as groups
from community.selfhelp.groups import service as group_service
from community.selfhelp.members import service as members
from community.selfhelp.members.kinds import MemberState


async def start_with_link(
    message: Message,
    command: CommandObject,
    *,
    context: BotContext,
    actor: Actor,
    person: Person,
    texts: Texts,
    dialog_manager: DialogManager,
) -> None:
    """Whoever is not in the club is shown the way in, whatever the code is."""
    if not actor.may_for_oneself(Action.GROUP_JOIN):
        assert message.bot is not None
        await show(message.bot, message.chat.id, _way_in(person, texts))
        return
    code = (command.args or "").removeprefix("grp_")
    try:
        async with context.database.read() as session:
            group = await groups.invited_by(session, code)
    except NotFound:
        await open_at(dialog_manager, SelfHelp.list, {"said": "unknown"})
        return
    await open_at(dialog_manager, SelfHelp.card, {"group": group.id, "code": code})


def _way_in(person: Person, texts: Texts) -> Screen:
    return way_in(
        person,
        texts,
        applicant=texts(
            "🫂 You were invited to a self-help group. An activist of your district is about to"
            " recognise you. After that open this link once more: it will work."
        ),
        stranger=texts(
            "🫂 You were invited to a self-help group. Groups are for families of the club. Joining"
            " is free and takes a few minutes; then open this link once more: it will work."
        ),
    )


async def open_group(
    query: CallbackQuery,
    context: BotContext,
    actor: Actor,
    texts: Texts,
    dialog_manager: DialogManager,
) -> None:
    """The card; for whoever leads it, the desk."""
    tap = Tap.of(query, context, actor, texts)
    state = Facilitate.desk if tap.verb == "desk" else SelfHelp.card
    await open_at(dialog_manager, state, {"group": tap.id})
    await tap.say()


async def open_list(query: CallbackQuery, dialog_manager: DialogManager) -> None:
    await open_at(dialog_manager, SelfHelp.list)
    await query.answer()


async def answer_asking(
    query: CallbackQuery, context: BotContext, actor: Actor, texts: Texts
) -> None:
    """Yes or not now, under the message that somebody asks to come."""
    tap = Tap.of(query, context, actor, texts)
    try:
        async with context.database.write() as session:
            member = await members.answer(session, actor, tap.id, welcome=tap.verb == "yes")
    except Conflict:
        await tap.show(Screen(texts("This is answered already. Thank you!")))
        await tap.say()
        return
    words = {
        MemberState.MEMBER: texts("✓ They are in, and I have told them."),
        MemberState.WAITING: texts("✓ No place is free: they wait, and come in when one is."),
    }.get(member.state, texts("✓ I have told them kindly that it is not possible now."))
    await tap.show(Screen(words, [[button(texts("🧭 The desk"), f"grp:{member.group_id}:desk")]]))
    await tap.say()


async def answer_vacancy(
    query: CallbackQuery, context: BotContext, actor: Actor, texts: Texts
) -> None:
    """The second one takes over; the facilitator is there, or hands it on."""
    tap = Tap.of(query, context, actor, texts)
    async with context.database.write() as session:
        if tap.verb == "take":
            await leading.take_over(session, actor, tap.id)
            words = texts("✓ Thank you! You lead the group from now on. Its desk:")
        elif tap.verb == "here":
            await holding.be_here(session, actor, tap.id)
            words = texts("✓ Good to know that you are there. Everything stays as it is.")
        else:
            await leading.step_down(session, actor, tap.id)
            words = texts("✓ Thank you for all you gave. Somebody else goes on; rest well.")
    rows = [] if tap.verb == "down" else [[button(texts("🧭 The desk"), f"grp:{tap.id}:desk")]]
    await tap.show(Screen(words, rows))
    await tap.say()


async def answer_proposal(
    query: CallbackQuery, context: BotContext, actor: Actor, texts: Texts
) -> None:
    """A leader opens a group that a parent proposed; to decline, words are needed: on the site."""
    tap = Tap.of(query, context, actor, texts)
    async with context.database.write() as session:
        group = await group_service.approve(session, actor, tap.id)
    await tap.show(Screen(texts("✓ «{title}» is open.", title=group.title)))
    await tap.say()


def create_router() -> Router:
    """For the private chat alone."""
    router = Router(name="selfhelp")
    link = CommandStart(deep_link=True, magic=F.args.startswith("grp_"))
    router.message.register(start_with_link, link)
    taps = router.callback_query
    taps.register(open_list, F.data == "grp:list")
    taps.register(open_group, F.data.regexp(r"^grp:(\d+):(open|desk)$"))
    taps.register(answer_vacancy, F.data.regexp(r"^grp:(\d+):(take|here|down)$"))
    taps.register(answer_proposal, F.data.regexp(r"^grp:(\d+):approve$"))
    taps.register(answer_asking, F.data.regexp(r"^grpm:(\d+):(yes|no)$"))
    return router
