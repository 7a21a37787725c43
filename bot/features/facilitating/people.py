"""🙋 Who asks to come, 👥 who is in it: let in, named to lead beside, asked to stay away."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.kbd import Button, Group, SwitchTo
from markupsafe import Markup

from bot.dialogs import Given, T, actor_of, choices, context_of, note, texts_of
from bot.features.events.words import place_name
from bot.features.facilitating.desk import to_desk
from bot.features.facilitating.looks import group_id_of, led_group
from bot.features.selfhelp.words import faces_lines
from bot.paging import part_of, turning
from bot.states import Facilitate
from bot.texts import Texts
from community.core.errors import Conflict
from community.membership.districts.queries import all_districts
from community.selfhelp.groups import leading
from community.selfhelp.groups.kinds import LeadKind
from community.selfhelp.members import queries, service
from community.selfhelp.members.kinds import MemberState
from community.selfhelp.members.queries import Face


async def asking_window(dialog_manager: DialogManager, texts: Texts, **_: Any) -> dict[str, Any]:
    async with context_of(dialog_manager).database.read() as session:
        found = await queries.asking(session, actor_of(dialog_manager), group_id_of(dialog_manager))
        places = {place.id: place for place in await all_districts(session)}
    asked = [one for one in found if one.member.state is MemberState.ASKED]
    if not asked:
        return {"text": texts("Nobody asks just now."), "somebody": False}
    first, others = asked[0], len(asked) - 1
    place = places.get(first.district_id or 0)
    lines = [
        texts(
            "🙋 <b>{name}</b>, {district}, asks to come.",
            name=first.given_name,
            district=place_name(place, texts) if place else "—",
        )
    ]
    if others:
        lines.append(texts.plural("{count} more asks.", "{count} more ask.", others))
    dialog_manager.dialog_data["asking"] = first.member.id
    return {"text": "\n\n".join(lines), "somebody": True}


async def answer(_query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    """Whoever the other facilitator has answered meanwhile is simply gone from the screen."""
    with suppress(Conflict):
        async with context_of(manager).database.write() as session:
            await service.answer(
                session,
                actor_of(manager),
                manager.dialog_data["asking"],
                welcome=button.widget_id == "welcome",
            )
    texts = texts_of(manager)
    await note(manager, texts("Done, thank you."))


async def _faces(manager: DialogManager) -> Sequence[Face]:
    async with context_of(manager).database.read() as session:
        await queries.require_lead(session, actor_of(manager), group_id_of(manager))
        return await queries.faces(session, actor_of(manager), group_id_of(manager))


async def people_window(dialog_manager: DialogManager, texts: Texts, **_: Any) -> dict[str, Any]:
    faces = await _faces(dialog_manager)
    others = [face for face in faces if face.person_id != actor_of(dialog_manager).person_id]
    part = part_of(dialog_manager, others)
    head = texts("👥 <b>Who is in the group</b>")
    hint = texts("Tap somebody to name them to lead beside you, or to part with them.")
    alone = texts("Nobody but you so far. Give the link to those whom you would like to see.")
    return {
        "text": f"{head}\n\n{faces_lines(faces, texts)}\n\n{hint if others else alone}",
        "faces": [(str(face.person_id), face.given_name) for face in part.items],
        **part.buttons,
    }


async def open_person(
    _query: CallbackQuery, _select: Any, manager: DialogManager, person_id: str
) -> None:
    manager.dialog_data["person"] = int(person_id)
    await manager.switch_to(Facilitate.person)


async def person_window(dialog_manager: DialogManager, texts: Texts, **_: Any) -> dict[str, Any]:
    faces = {face.person_id: face for face in await _faces(dialog_manager)}
    face = faces.get(dialog_manager.dialog_data["person"])
    if face is None:
        words = texts("They are no longer in the group.")
        return {"text": words, "may_second": False, "may_remove": False}
    mine = faces[actor_of(dialog_manager).person_id or 0]
    is_facilitator = mine.kind is LeadKind.FACILITATOR
    return {
        "text": Markup("<b>{}</b>").format(face.given_name),
        "may_second": is_facilitator and face.kind is None,
        "may_remove": face.member is not None and face.kind is None,
    }


async def make_second(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    async with context_of(manager).database.write() as session:
        await leading.make_second(
            session, actor_of(manager), group_id_of(manager), manager.dialog_data["person"]
        )
    manager.dialog_data["said"] = "second"
    await manager.switch_to(Facilitate.desk)


async def remove(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    person_id = manager.dialog_data["person"]
    for face in await _faces(manager):
        if face.person_id == person_id and face.member is not None:
            async with context_of(manager).database.write() as session:
                await service.remove(session, actor_of(manager), face.member.id)
    manager.dialog_data["said"] = "removed"
    await manager.switch_to(Facilitate.desk)


async def remove_window(dialog_manager: DialogManager, texts: Texts, **_: Any) -> dict[str, Any]:
    await led_group(dialog_manager)
    names = {face.person_id: face.given_name for face in await _faces(dialog_manager)}
    name = names.get(dialog_manager.dialog_data["person"], "—")
    return {
        "text": texts(
            "Part with {name}? They are told so kindly and without a reason, the chat closes for"
            " them, and they may ask to come again. A word in person beforehand is often better.",
            name=name,
        )
    }


def windows() -> Sequence[Window]:
    return (
        Window(
            Given("text"),
            Group(
                Button(T("✅ Welcome"), id="welcome", on_click=answer, when="somebody"),
                Button(T("🕊 Not now"), id="not_now", on_click=answer, when="somebody"),
                width=2,
            ),
            to_desk(),
            state=Facilitate.asking,
            getter=asking_window,
        ),
        Window(
            Given("text"),
            choices("face", "faces", open_person, width=2),
            turning(),
            to_desk(),
            state=Facilitate.people,
            getter=people_window,
        ),
        Window(
            Given("text"),
            Button(T("🤝 Leads beside me"), id="second", on_click=make_second, when="may_second"),
            SwitchTo(T("🕊 Part with them"), id="part", state=Facilitate.remove, when="may_remove"),
            SwitchTo(T("⬅️ People"), id="to_people", state=Facilitate.people),
            state=Facilitate.person,
            getter=person_window,
        ),
        Window(
            Given("text"),
            Button(T("🕊 Yes"), id="remove", on_click=remove),
            SwitchTo(T("⬅️ People"), id="to_people", state=Facilitate.people),
            state=Facilitate.remove,
            getter=remove_window,
        ),
    )
