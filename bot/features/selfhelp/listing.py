"""🫂 The groups that I am in, and those that I may come to."""

from collections.abc import Mapping, Sequence
from typing import Any

from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager, StartMode, Window
from aiogram_dialog.widgets.kbd import Start
from markupsafe import Markup

from bot.context import BotContext
from bot.dialogs import Given, T, choices, to_menu
from bot.features.peers.entry import to_peers
from bot.features.selfhelp.words import room_line, whose_line
from bot.paging import part_of, turning
from bot.states import ProposeGroup, SelfHelp
from bot.texts import Texts
from community.core.actor import Action, Actor
from community.membership.districts.models import District
from community.membership.districts.queries import all_districts
from community.membership.people.models import Person, Standing
from community.selfhelp.groups import queries as groups
from community.selfhelp.groups.models import SupportGroup
from community.selfhelp.meetings.models import GroupMeeting
from community.selfhelp.meetings.queries import next_of
from community.selfhelp.members.kinds import MemberState
from community.selfhelp.members.queries import Own, groups_of

_SHOWN = 6


async def list_window(
    context: BotContext,
    actor: Actor,
    person: Person,
    texts: Texts,
    dialog_manager: DialogManager,
    **_: Any,
) -> dict[str, Any]:
    may_join = actor.may_for_oneself(Action.GROUP_JOIN)
    async with context.database.read() as session:
        mine = await groups_of(session, actor)
        seen = await groups.in_sight(session, actor) if may_join else []
        coming = await next_of(session, [own.group.id for own in mine if own.is_inside])
        places = {place.id: place for place in await all_districts(session)}
        proposed = await groups.own_proposals(session, actor)
    known = {own.group.id for own in mine}
    others = [group for group in seen if group.id not in known]
    everything: list[Own | SupportGroup] = [*mine, *others]
    part = part_of(dialog_manager, everything, _SHOWN)
    said = dialog_manager.dialog_data.pop("said", None)
    lines = [
        _line(number, one, coming, places, texts)
        for number, one in enumerate(part.items, part.first + 1)
    ]
    lines += [
        texts("🌱 «{title}» waits for a leader's answer.", title=group.title) for group in proposed
    ]
    intro = _intro(person, texts, may_join=may_join, is_empty=not lines)
    return {
        "text": "\n\n".join(filter(None, [_said(said, texts), intro, "\n".join(lines)])),
        "groups": [_label(number, one) for number, one in enumerate(part.items, part.first + 1)],
        "may_join": may_join,
        **part.buttons,
    }


def _said(said: str | None, texts: Texts) -> str:
    words = {
        "unknown": texts(
            "This link leads to no group any more: it may have been made anew, or the group has"
            " said farewell. Here are the groups that you may come to."
        ),
        "left": texts("✓ You are no longer in the group. Nobody was told."),
        "proposed": texts(
            "✓ Thank you! A leader of the club reads it and answers here, usually in a day or two."
        ),
    }
    return words.get(said or "", "")


def _intro(person: Person, texts: Texts, *, may_join: bool, is_empty: bool) -> str:
    head = texts("🫂 <b>Self-help groups</b>")
    if not may_join:
        if person.standing is Standing.APPLICANT:
            why = texts("Groups open as soon as an activist has recognised you.")
        else:
            why = texts("Groups are for the families of the club. To come to them, join: /menu")
        return f"{head}\n\n{why}"
    what = texts(
        "A small closed circle that one of us leads, a parent and no specialist. What is said"
        " there stays there: neither leaders of the club nor guardianship bodies see who is in it."
    )
    if is_empty:
        none = texts(
            "There is no group for you yet. You can begin one of your own, the club helps:"
            " «🌱 I would like to lead a group»."
        )
        return f"{head}\n\n{what}\n\n{none}"
    return f"{head}\n\n{what}"


def _line(
    number: int,
    one: Own | SupportGroup,
    coming: Mapping[int, GroupMeeting],
    places: Mapping[int, District],
    texts: Texts,
) -> str:
    """«1. ✓ Когда дома подросток · ср, 18 марта, 19:00»"""
    if isinstance(one, SupportGroup):
        more = f"{whose_line(one, places, texts)} · {room_line(one, texts)}"
        return Markup("{}. <b>{}</b> · {}").format(number, one.title, more)
    meeting = coming.get(one.group.id)
    more = texts.when(meeting.starts_at) if meeting else _standing(one, texts)
    return Markup("{}. {} <b>{}</b> · {}").format(number, _mark(one), one.group.title, more)


def _mark(own: Own) -> str:
    if own.lead is not None:
        return "🧭"
    return "✓" if own.is_inside else "⏳"


def _standing(own: Own, texts: Texts) -> str:
    if own.is_inside:
        return texts("no meeting is planned yet")
    assert own.member is not None
    if own.member.state is MemberState.ASKED:
        return texts("you have asked, no answer yet")
    return texts("you wait for a place")


def _label(number: int, one: Own | SupportGroup) -> tuple[str, str]:
    group = one if isinstance(one, SupportGroup) else one.group
    mark = "" if isinstance(one, SupportGroup) else f"{_mark(one)} "
    return str(group.id), f"{number}. {mark}{group.title}"


async def open_group(
    _query: CallbackQuery, _select: Any, manager: DialogManager, group_id: str
) -> None:
    manager.dialog_data.update(group=int(group_id), said=None, code=None)
    await manager.switch_to(SelfHelp.card)


def windows() -> Sequence[Window]:
    return (
        Window(
            Given("text"),
            choices("group", "groups", open_group),
            turning(),
            to_peers(when="may_join"),
            Start(
                T("🌱 I would like to lead a group"),
                id="propose",
                state=ProposeGroup.topic,
                mode=StartMode.RESET_STACK,
                when="may_join",
            ),
            to_menu(),
            state=SelfHelp.list,
            getter=list_window,
        ),
    )
