"""A QR scanned at the door: whoever organises marks the family by it, and nobody else does."""

from aiogram.filters import CommandObject
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager, ShowMode, StartMode

from bot.context import BotContext
from bot.features.events.words import company_line
from bot.features.organising.guests import name_of, who
from bot.features.organising.marking import counted
from bot.screen import Row, Screen, button, show
from bot.sentences import sentence
from bot.states import Events, Organise
from bot.tapping import Tap
from bot.texts import Texts
from community.core.actor import Actor
from community.core.errors import NotFound
from community.events.attending import queries, service
from community.events.attending.errors import AttendanceClosed, NotHeldYet
from community.events.attending.guests import Guest, look_at_guest
from community.events.signing import queries as signing
from community.events.signing.kinds import HOLDS_SEATS
from community.events.signing.models import EventParty

VERBS = ("in", "undo", "fewer")
_NOT_NOW = (NotHeldYet, AttendanceClosed)


async def scan(
    message: Message,
    command: CommandObject,
    *,
    context: BotContext,
    actor: Actor,
    texts: Texts,
    dialog_manager: DialogManager,
) -> None:
    """`in_CODE`: for its owner it is their own place, for a stranger nothing at all."""
    code = (command.args or "").removeprefix("in_")
    assert message.bot is not None
    try:
        async with context.database.read() as session:
            party = await queries.party_of_code(session, actor, code)
    except NotFound:
        await _not_an_organiser(
            message,
            code,
            context=context,
            actor=actor,
            texts=texts,
            dialog_manager=dialog_manager,
        )
        return
    await show(message.bot, message.chat.id, await _met(context, actor, texts, party))


async def _not_an_organiser(
    message: Message,
    code: str,
    *,
    context: BotContext,
    actor: Actor,
    texts: Texts,
    dialog_manager: DialogManager,
) -> None:
    try:
        async with context.database.read() as session:
            own = await signing.own_by_code(session, actor, code)
    except NotFound:
        await message.answer(
            texts(
                "This QR is somebody's place at an event, and the organiser reads it at the door."
                " What is coming for you: /events"
            )
        )
        return
    await dialog_manager.start(
        Events.party,
        data={"party": own.party.id},
        mode=StartMode.RESET_STACK,
        show_mode=ShowMode.SEND,
    )


async def _met(context: BotContext, actor: Actor, texts: Texts, party: EventParty) -> Screen:
    """Whoever has seats is marked at once; about all others the organiser decides."""
    if party.state not in HOLDS_SEATS and not party.came:
        return await _asked(context, actor, texts, party.id)
    was_there = bool(party.came)
    try:
        async with context.database.write() as session:
            party = await service.check_in_by_code(session, actor, party.code)
    except _NOT_NOW as error:
        return Screen(sentence(error, texts), [_desk_row(party, texts)])
    return await _marked(context, actor, texts, party.id, was_there=was_there)


async def _guest(context: BotContext, actor: Actor, party_id: int) -> Guest:
    async with context.database.write() as session:
        return await look_at_guest(session, actor, party_id)


async def _marked(
    context: BotContext, actor: Actor, texts: Texts, party_id: int, *, was_there: bool = False
) -> Screen:
    guest = await _guest(context, actor, party_id)
    company = company_line(*counted(guest.party), texts)
    name = name_of(guest, texts)
    if was_there:
        text = texts("✅ <b>{name}</b>: marked before, {company}.", name=name, company=company)
    else:
        text = texts("✅ <b>{name}</b>: {company}, marked.", name=name, company=company)
    if guest.party.needs:
        text += "\n" + texts("💬 {needs}", needs=guest.party.needs)
    rows = [
        [
            button(texts("✏️ Fewer have come"), f"door:{party_id}:fewer"),
            button(texts("↩️ Undo"), f"door:{party_id}:undo"),
        ],
        _desk_row(guest.party, texts),
    ]
    return Screen(text, rows)


async def _asked(context: BotContext, actor: Actor, texts: Texts, party_id: int) -> Screen:
    guest = await _guest(context, actor, party_id)
    text = texts(
        "⏳ <b>{name}</b>: {company}. They have no seats: they wait, or gave theirs back. It is for"
        " you to say whether they can come in.",
        name=name_of(guest, texts),
        company=who(guest.party, texts),
    )
    rows = [[button(texts("✅ Let them in"), f"door:{party_id}:in")], _desk_row(guest.party, texts)]
    return Screen(text, rows)


async def tap(
    query: CallbackQuery,
    context: BotContext,
    actor: Actor,
    texts: Texts,
    dialog_manager: DialogManager,
) -> None:
    pressed = Tap.of(query, context, actor, texts)
    if pressed.verb == "fewer":
        await _count_anew(pressed, context, dialog_manager)
    elif pressed.verb == "undo":
        async with context.database.write() as session:
            party = await service.unmark(session, actor, pressed.id)
        name = name_of(await _guest(context, actor, party.id), texts)
        rows = [[button(texts("✅ Mark"), f"door:{party.id}:in")], _desk_row(party, texts)]
        await pressed.show(Screen(texts("↩️ <b>{name}</b>: not marked.", name=name), rows))
    else:
        async with context.database.write() as session:
            await service.check_in(session, actor, pressed.id)
        await pressed.show(await _marked(context, actor, texts, pressed.id))
    await pressed.say()


async def _count_anew(pressed: Tap, context: BotContext, manager: DialogManager) -> None:
    """On the screen of the family, from where the list is one tap away."""
    party = (await _guest(context, pressed.actor, pressed.id)).party
    adults, children = counted(party)
    data = {"event": party.event_id, "party": party.id, "adults": adults, "children": children}
    await manager.start(
        Organise.family, data=data, mode=StartMode.RESET_STACK, show_mode=ShowMode.SEND
    )


def _desk_row(party: EventParty, texts: Texts) -> Row:
    return [button(texts("🗂 The event"), f"evo:{party.event_id}:desk")]
