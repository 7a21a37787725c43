"""🎟 One's own place at an event: how it stands, what was said to it, the way out."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.kbd import Button, Group, SwitchTo
from markupsafe import Markup

from bot.dialogs import Given, T, actor_of, chosen, context_of, to_menu
from bot.features.events import steps
from bot.features.events.card_text import link_line, materials_lines
from bot.features.events.files import into_calendar, send_qr
from bot.features.events.looks import in_play, own_party, shown_event
from bot.features.events.standing import standing, who_comes
from bot.features.events.steps import reminder_names
from bot.features.events.words import transport_line, when_line, where_line
from bot.states import Events
from bot.texts import Texts
from community.core.clock import now
from community.core.errors import NotFound
from community.events.planning import queries as planning
from community.events.planning.errors import EventOver
from community.events.planning.kinds import EventState
from community.events.planning.queries import Details
from community.events.signing import offering, service
from community.events.signing import queries as signing
from community.events.signing.errors import OfferRanOut
from community.events.signing.kinds import PartyState, Reminders
from community.events.signing.models import EventAnswer
from community.events.signing.queries import Own
from community.events.signing.rules import still_ahead


async def party_window(dialog_manager: DialogManager, texts: Texts, **_: Any) -> dict[str, Any]:
    own = await own_party(dialog_manager)
    async with context_of(dialog_manager).database.read() as session:
        offers_end = await signing.end_of_offers(session, own.event)
        details = await planning.details(session, own.event.id)
        answers = await signing.answers_of(session, [own.party.id])
        moment = now(session)
    dialog_manager.dialog_data["event"] = own.event.id
    said = said_over(dialog_manager.dialog_data.pop("said", None), texts)
    blocks = [said, head(own, texts), _how(own, offers_end, moment, texts)]
    if in_play(own):
        added = _added(own, details, answers, texts), _reminders(own, moment, texts)
        blocks.append("\n".join(filter(None, added)))
    if own.party.state is PartyState.GOING:
        blocks += _for_those_who_come(own, details, texts)
    running = in_play(own) and own.event.ends_at > moment
    return {
        "text": "\n\n".join(filter(None, blocks)),
        **_buttons(own, running=running),
        "is_fresh": running and steps.nothing_added(own, answers),
    }


def _buttons(own: Own, *, running: bool) -> dict[str, bool]:
    state, is_asked = own.party.state, own.party.asked_again_at is not None
    return {
        "is_offered": running and state is PartyState.OFFERED,
        "is_asked": running and state is PartyState.GOING and is_asked,
        "is_going": running and state is PartyState.GOING,
        "may_change": running,
        "may_leave": running and state is not PartyState.OFFERED,
    }


def head(own: Own, texts: Texts) -> str:
    event = own.event
    when = when_line(event.starts_at, event.ends_at, texts)
    return Markup("🎟 <b>{}</b>\n🕐 {}\n📍 {}").format(event.title, when, where_line(event, texts))


def _how(own: Own, offers_end: datetime, moment: datetime, texts: Texts) -> str:
    event = own.event
    if event.state is EventState.CANCELLED:
        return texts("❌ <b>Called off.</b> {reason}", reason=event.cancel_reason or "")
    if event.state is not EventState.ANNOUNCED or event.ends_at <= moment:
        return texts("It is over.")
    return standing(own, offers_end, moment, texts)


def said_over(said: str | None, texts: Texts) -> str:
    words = {
        "in": texts("✅ Done, the place is yours."),
        "line": texts("✓ You stand in line, all of you together."),
        "known": texts("Your family has signed up already: here is how it stands."),
        "changed": texts("✓ Changed."),
        "kept": texts("✓ Written down. Thank you."),
        "confirmed": texts("✓ Good, you come at the new time."),
        "lapsed": texts("⚠️ The offer has run out by now, and the seats went to others."),
    }
    return words.get(said or "", "")


def _added(own: Own, details: Details, answers: Sequence[EventAnswer], texts: Texts) -> str:
    """What was said to it so far; nothing of it was asked before the place was taken."""
    party = own.party
    lines = [texts("👨‍👩‍👧 Who comes: {who}", who=who_comes(party, texts))]
    words = {answer.question_id: answer.words for answer in answers}
    lines += [
        Markup("❓ {}: <i>{}</i>").format(question.words, words[question.id])
        for question in details.questions
        if question.id in words
    ]
    if party.needs:
        lines.append(texts("💬 Wishes: <i>{needs}</i>", needs=party.needs))
    lift = transport_line(party.transport, party.transport_seats, texts)
    if lift:
        lines.append(texts("🚗 The way: {lift}", lift=lift))
    return "\n".join(lines)


def _reminders(own: Own, moment: datetime, texts: Texts) -> str:
    """Only what is still to come: who signs up an hour before is reminded of nothing."""
    ahead = still_ahead(own.party.reminders, own.event.starts_at, moment)
    if ahead is Reminders.NONE and own.party.reminders is not Reminders.NONE:
        return ""
    return texts("⏰ Reminders: {when}", when=reminder_names(texts)[ahead])


def _for_those_who_come(own: Own, details: Details, texts: Texts) -> list[str]:
    blocks = []
    if own.event.link and in_play(own):
        blocks.append(link_line(own.event.link, texts))
    if details.materials:
        blocks.append(materials_lines(details.materials, texts))
    return blocks


async def accept(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    try:
        async with context_of(manager).database.write() as session:
            await offering.accept(session, actor_of(manager), chosen(manager, "party"))
    except OfferRanOut:
        manager.dialog_data["said"] = "lapsed"
    else:
        manager.dialog_data["said"] = "in"


async def decline(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    async with context_of(manager).database.write() as session:
        await offering.decline(session, actor_of(manager), chosen(manager, "party"))
    await _after_leaving(manager)


async def _after_leaving(manager: DialogManager) -> None:
    """To the event, where one may sign up again; it may be for others by now."""
    manager.dialog_data["said"] = "left"
    try:
        await shown_event(manager)
    except NotFound:
        await manager.switch_to(Events.list)
    else:
        await manager.switch_to(Events.card)


async def confirm(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    async with context_of(manager).database.write() as session:
        await service.confirm(session, actor_of(manager), chosen(manager, "party"))
    manager.dialog_data["said"] = "confirmed"


async def withdraw_window(dialog_manager: DialogManager, texts: Texts, **_: Any) -> dict[str, Any]:
    """What follows, before it is done."""
    own = await own_party(dialog_manager)
    return {"text": before_leaving(own, texts)}


def before_leaving(own: Own, texts: Texts) -> str:
    when = texts.when(own.event.starts_at)
    return texts(
        "<b>«{title}», {when}: you do not come?</b>\n\n• the seats are offered at once to whoever"
        " waits;\n• nobody asks why, and nobody is cross;\n• should you change your mind, you may"
        " sign up again, at the end of the line.",
        title=own.event.title,
        when=when,
    )


async def withdraw(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    try:
        async with context_of(manager).database.write() as session:
            await service.withdraw(session, actor_of(manager), chosen(manager, "party"))
    except EventOver:  # the screen says so
        await manager.switch_to(Events.party)
        return
    await _after_leaving(manager)


def windows() -> tuple[Window, ...]:
    return (
        Window(
            Given("text"),
            Group(
                Button(T("✅ Yes, we come"), id="accept", on_click=accept),
                Button(T("🚫 We cannot"), id="decline", on_click=decline),
                width=2,
                when="is_offered",
            ),
            Button(T("✅ Yes, we come"), id="confirm", on_click=confirm, when="is_asked"),
            Button(
                T("➡️ A few questions, if you like"),
                id="more",
                on_click=steps.begin_all,
                when="is_fresh",
            ),
            SwitchTo(T("✏️ Change or add"), id="edit", state=Events.edit, when="may_change"),
            Group(
                Button(T("📅 Into the calendar"), id="ics", on_click=into_calendar),
                Button(T("🎟 My QR"), id="qr", on_click=send_qr),
                width=2,
                when="is_going",
            ),
            SwitchTo(T("📄 About the event"), id="to_card", state=Events.card),
            SwitchTo(
                T("🚫 We do not come"), id="withdraw", state=Events.withdraw, when="may_leave"
            ),
            Group(SwitchTo(T("⬅️ Events"), id="to_list", state=Events.list), to_menu(), width=2),
            state=Events.party,
            getter=party_window,
        ),
        Window(
            Given("text"),
            SwitchTo(T("⬅️ Keep it as it is"), id="keep", state=Events.party),
            Button(T("🚫 Yes, we do not come"), id="leave", on_click=withdraw),
            state=Events.withdraw,
            getter=withdraw_window,
        ),
    )
