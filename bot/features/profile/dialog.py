"""👤 What I told about myself, my family's code, leaving and coming back."""

from typing import Any

from aiogram.types import CallbackQuery, Message
from aiogram_dialog import Dialog, DialogManager, Window
from aiogram_dialog.widgets.input import TextInput
from aiogram_dialog.widgets.kbd import Button, Start, SwitchTo

from bot.context import BotContext
from bot.dialogs import Given, T, to_menu
from bot.features.announcements.hearing import hearing_window
from bot.features.peers.entry import to_experience, to_peers
from bot.features.profile.borders import borders_window, neighbours_line
from bot.features.profile.mail import mail_windows, offers_mail
from bot.features.profile.zone import zone_line, zone_window
from bot.states import Menu, Privacy, Profile
from bot.texts import Texts
from community.chats import queries as chats
from community.core.actor import Actor
from community.membership.districts.queries import district
from community.membership.leaving import queries as leaving
from community.membership.leaving import service as leaving_service
from community.membership.people import families
from community.membership.people import service as people_service
from community.membership.people.borders import neighbours
from community.membership.people.models import FamilyState, Person, Standing
from community.membership.people.queries import person as load_person
from community.membership.people.rules import clean_name

_IN_CLUB = (Standing.MEMBER, Standing.CANDIDATE, Standing.APPLICANT)


async def main_window(
    context: BotContext, person: Person, actor: Actor, texts: Texts, **_: Any
) -> dict[str, Any]:
    lines = [texts("👤 <b>Profile</b>")]
    if person.given_name:
        name = texts("{given} {family}", given=person.given_name, family=person.family_name or "")
        lines.append(texts("Name: {name}", name=name))
    if person.district_id is not None:
        async with context.database.read() as session:
            place = await district(session, person.district_id)
            beside = await neighbours(session, person)
        lines.append(
            texts(
                "District: {place}", place=place.name_en if texts.language == "en" else place.name
            )
        )
        if beside:
            lines.append(neighbours_line(beside, texts))
    if person.zone is not None:
        lines.append(zone_line(person.zone, context.database.clock.now(), texts))
    if person.given_name:
        lines.append(texts("<i>Your name: activists while they verify you, and club leaders.</i>"))
    else:
        lines.append(texts("You have told nothing about yourself yet, so there is nothing to see."))
    return {
        "text": "\n\n".join(lines),
        "named": person.given_name is not None,
        "member": person.standing is Standing.MEMBER,
        "in_club": person.standing in _IN_CLUB,
        "hears": person.standing in _IN_CLUB or bool(actor.grants),
        "mails": await offers_mail(context, actor),
    }


async def take_given(_message: Message, _input: Any, manager: DialogManager, text: str) -> None:
    name = clean_name(text)
    manager.dialog_data["problem"] = name is None
    if name is not None:
        manager.dialog_data["given"] = name
        await manager.switch_to(Profile.family_name)


async def take_family_name(
    _message: Message, _input: Any, manager: DialogManager, text: str
) -> None:
    name = clean_name(text)
    manager.dialog_data["problem"] = name is None
    if name is None:
        return
    data = manager.middleware_data
    context: BotContext = data["context"]
    async with context.database.write() as session:
        await people_service.rename(session, data["actor"], manager.dialog_data["given"], name)
    async with context.database.read() as session:
        data["person"] = await load_person(session, data["person"].id)
    await manager.switch_to(Profile.main)


async def problem(dialog_manager: DialogManager, texts: Texts, **_: Any) -> dict[str, Any]:
    wrong = dialog_manager.dialog_data.get("problem")
    words = texts("\n⚠️ I did not recognise a name. Letters, a hyphen, one or two words.")
    return {"problem": words if wrong else ""}


async def family_window(
    context: BotContext, actor: Actor, dialog_manager: DialogManager, texts: Texts, **_: Any
) -> dict[str, Any]:
    async with context.database.read() as session:
        family = await families.own_family(session, actor)
    if family is None or family.state is not FamilyState.MEMBER:
        return {"text": texts("You are not in a family of the club yet.")}
    adults = sum(adult.standing is Standing.MEMBER for adult in family.adults)
    lines = [
        texts("👨‍👩‍👧 <b>Family-{number}</b>", number=family.number or ""),
        texts.plural(
            "From your family, {count} adult is in the club.",
            "From your family, {count} adults are in the club.",
            adults,
        ),
        texts("The number stands for your family where names are not shown."),
    ]
    if code := dialog_manager.dialog_data.get("code"):
        lines.append(
            texts(
                "Code for a spouse or another adult of your family:\n<code>{code}</code>\n"
                "They write to me, join with «👫 My family is in the club already» and type it."
                " It is used once, until {until}. Show it to your own family only.",
                code=f"{code[:4]}-{code[4:]}",
                until=dialog_manager.dialog_data["until"],
            )
        )
    return {"text": "\n\n".join(lines)}


async def new_code(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    data = manager.middleware_data
    context: BotContext = data["context"]
    async with context.database.write() as session:
        code, until = await people_service.new_family_code(session, data["actor"])
    manager.dialog_data.update(code=code, until=data["texts"].moment(until))


async def leave_window(context: BotContext, actor: Actor, texts: Texts, **_: Any) -> dict[str, Any]:
    """What leaving changes, before it is done."""
    async with context.database.read() as session:
        effects = await leaving.effects(session, actor)
        inside = await chats.memberships_of(session, actor.person_id or 0)
    return {"text": effects_text(effects, len(inside), texts)}


def effects_text(effects: leaving.Effects, chat_count: int, texts: Texts) -> str:
    """Only who has been let in once can come back by a button; an applicant asks anew."""
    lines = [texts("<b>If you leave now:</b>")]
    if chat_count:
        lines.append(
            texts.plural(
                "• you leave {count} chat of the club;",
                "• you leave {count} chats of the club;",
                chat_count,
            )
        )
    if effects.roles:
        lines.append(texts("• your tasks in the club go to others;"))
    if effects.others_in_family:
        lines.append(texts("• your family stays in the club: the others remain;"))
    day = texts.date(effects.erase_at)
    if effects.standing is Standing.APPLICANT:
        lines.append(texts("• your application is withdrawn;"))
        lines.append(texts("• your name and what you wrote are erased on {day}.", day=day))
    else:
        lines.append(
            texts(
                "• your name and what you wrote are erased on {day}. Until then one button brings"
                " you back.",
                day=day,
            )
        )
    lines.append(texts("Numbers without names stay, and the proof of what you agreed to."))
    lines.append(texts("🆘 stays open for you in any case."))
    return "\n".join(lines)


async def leave(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    data = manager.middleware_data
    context: BotContext = data["context"]
    async with context.database.write() as session:
        data["person"] = await leaving_service.leave(session, data["actor"])
    await manager.switch_to(Profile.left)


_WINDOWS = (
    Window(
        Given("text"),
        SwitchTo(T("✏️ Change my name"), id="rename", state=Profile.given, when="named"),
        SwitchTo(T("👨‍👩‍👧 My family"), id="family", state=Profile.my_family, when="member"),
        to_experience(when="member"),
        to_peers(when="member"),
        SwitchTo(T("🗺 Neighbouring district"), id="borders", state=Profile.borders, when="member"),
        SwitchTo(T("🔔 Announcements"), id="hearing", state=Profile.hearing, when="hears"),
        SwitchTo(T("✉️ E-mail"), id="mail", state=Profile.mail, when="mails"),
        SwitchTo(T("🕒 Time zone"), id="zone", state=Profile.zone),
        Start(T("🔎 Who sees what"), id="privacy", state=Privacy.main),
        Start(T("🌐 Language"), id="language", state=Menu.language),
        SwitchTo(T("🚪 Leave the club"), id="leave", state=Profile.leave, when="in_club"),
        to_menu(),
        state=Profile.main,
        getter=main_window,
    ),
    Window(
        T("What is your first name?"),
        Given("problem", when="problem"),
        TextInput(id="given", on_success=take_given),
        SwitchTo(T("⬅️ Back"), id="to_main", state=Profile.main),
        state=Profile.given,
        getter=problem,
    ),
    Window(
        T("And your surname?"),
        Given("problem", when="problem"),
        TextInput(id="family_name", on_success=take_family_name),
        SwitchTo(T("⬅️ Back"), id="to_given", state=Profile.given),
        state=Profile.family_name,
        getter=problem,
    ),
    Window(
        Given("text"),
        Button(T("🔑 Code for a family member"), id="code", on_click=new_code),
        SwitchTo(T("⬅️ Back"), id="to_main", state=Profile.main),
        to_menu(),
        state=Profile.my_family,
        getter=family_window,
    ),
    borders_window(),
    hearing_window(),
    *mail_windows(),
    zone_window(),
    Window(
        Given("text"),
        SwitchTo(T("⬅️ Stay"), id="stay", state=Profile.main),
        Button(T("🚪 Yes, leave"), id="leave_now", on_click=leave),
        state=Profile.leave,
        getter=leave_window,
    ),
    Window(
        T("Done. Thank you for having been with us."),
        to_menu(),
        state=Profile.left,
    ),
)


def create_dialog() -> Dialog:
    return Dialog(*_WINDOWS)
