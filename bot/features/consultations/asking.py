"""Asking for help: the screen from which a single tap sends the request.

Counted from the main menu: 🤝, the speciality, for whom, and a specialist is being asked
(principle 3). Everything else is optional there, and may be said afterwards as well.
"""

from collections.abc import Sequence
from typing import Any

from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.input import TextInput
from aiogram_dialog.widgets.kbd import Button, Group, Start, SwitchTo
from markupsafe import Markup

from bot.context import BotContext
from bot.dialogs import Given, T, actor_of, choices, context_of, start_data, to_menu
from bot.features.consultations.looks import Draft, about_request, aliases_of
from bot.features.consultations.words import (
    format_name,
    naming_label,
    speciality_name,
    urgency_names,
    waiting_line,
    who_needs_it,
)
from bot.features.sos.words import numbers
from bot.group.watch.reading import read
from bot.states import Consult, Sos
from bot.texts import Texts
from community.consultations.requests import queries, service
from community.consultations.requests.errors import AlreadyAsked, NobodyAnswers
from community.consultations.requests.kinds import ForWhom, Naming, Urgency
from community.consultations.requests.rules import WORDS_LIMIT
from community.consultations.specialists import queries as specialists
from community.consultations.specialists.models import Specialist
from community.membership.people.models import Person
from moderation.detect import Question, Standing

_Items = Sequence[tuple[str, str]]


async def choose_speciality(
    _query: CallbackQuery, _select: Any, manager: DialogManager, item_id: str
) -> None:
    draft = Draft.of(manager)
    draft.speciality = int(item_id)
    draft.keep(manager)
    manager.dialog_data.update(editing="draft", problem=None, despair=None)
    await manager.switch_to(Consult.whom)


async def whom_window(
    context: BotContext, person: Person, texts: Texts, dialog_manager: DialogManager, **_: Any
) -> dict[str, Any]:
    draft = Draft.of(dialog_manager)
    async with context.database.read() as session:
        speciality = await specialists.speciality(session, draft.speciality or 0)
        waiting = await queries.waiting(session, speciality.id)
        aliases = await aliases_of(session, person, texts)
        wished = await session.get(Specialist, draft.wished) if draft.wished else None
    naming = Naming(draft.naming)
    blocks = [
        Markup("<b>{}</b>").format(speciality_name(speciality, texts)),
        waiting_line(waiting, texts),
        texts(
            "Only the specialist whom I ask reads it. Signed: {alias}.",
            alias=aliases[naming],
        ),
    ]
    if wished is not None:
        blocks[1] = texts("I ask {name} first, as you wished.", name=wished.alias)
    blocks.append(await _words_or_problem(draft, dialog_manager, context, texts))
    is_hard = bool(dialog_manager.dialog_data.get("despair"))
    if is_hard:
        blocks.append(texts("💛 If it is that hard right now, do not wait: a person comes, 🆘."))
    blocks.append(texts("<b>Who needs help?</b> Tap, and the request is sent at once."))
    return {
        "text": "\n\n".join(blocks),
        "people": [(code.value, name) for code, name in who_needs_it(texts).items()],
        "naming": naming_label(naming, aliases[naming], texts),
        "has_name": len(aliases) > 1,
        "has_words": bool(draft.words),
        "when": urgency_names(texts)[Urgency(draft.urgency)],
        "how": format_name(draft.meeting, texts),
        "sos": is_hard or dialog_manager.dialog_data.get("problem") == "nobody",
    }


async def _words_or_problem(
    draft: Draft, manager: DialogManager, context: BotContext, texts: Texts
) -> str:
    problem = manager.dialog_data.get("problem")
    own = Markup("✍️ <i>{}</i>").format(draft.words) if draft.words else ""
    if problem == "nobody":
        sorry = texts(
            "⚠️ I am sorry: right now the club has neither such a specialist nor a leader who could"
            " find one. Nothing is lost, please try again later. Until then:"
        )
        return "\n\n".join(filter(None, [own, sorry, await numbers(context, texts)]))
    if problem == "long":
        return texts(
            "⚠️ That is a little long: up to {limit} characters. Shorten it, please; the rest you"
            " can tell the specialist themself.",
            limit=WORDS_LIMIT,
        )
    if own:
        return own
    return texts(
        "If you like, first write here in your own words what has happened. Without children's"
        " surnames, please."
    )


async def take_words(message: Message, _input: Any, manager: DialogManager, words: str) -> None:
    """Said in several messages, they stand one under the other.

    Despair is not left to wait for an answer of days: the way to a person stands under it.
    """
    verdict = context_of(manager).detector.judge(read(message, Standing.MEMBER))
    if Question.DISTRESS in verdict.raised:
        manager.dialog_data["despair"] = True
    draft = Draft.of(manager)
    together = f"{draft.words}\n{words.strip()}" if draft.words else words.strip()
    is_long = len(together) > WORDS_LIMIT
    manager.dialog_data["problem"] = "long" if is_long else None
    if not is_long:
        draft.words = together
        draft.keep(manager)


async def forget_words(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    draft = Draft.of(manager)
    draft.words = None
    draft.keep(manager)
    manager.dialog_data["problem"] = None


async def turn_naming(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    draft = Draft.of(manager)
    is_unseen = draft.naming == Naming.ANONYMOUS
    draft.naming = (Naming.FIRST_NAME if is_unseen else Naming.ANONYMOUS).value
    draft.keep(manager)


async def send(_query: CallbackQuery, _select: Any, manager: DialogManager, for_whom: str) -> None:
    """The last of three taps. What was typed stays, whatever comes of it."""
    draft = Draft.of(manager)
    wanted = service.Ask(
        speciality_id=draft.speciality or 0,
        for_whom=ForWhom(for_whom),
        urgency=Urgency(draft.urgency),
        naming=Naming(draft.naming),
        format=draft.meeting,
        district_id=draft.district,
        words=draft.words,
        wished_id=draft.wished,
    )
    data = manager.dialog_data
    try:
        async with context_of(manager).database.write() as session:
            request = await service.ask(session, actor_of(manager), wanted)
    except AlreadyAsked as known:
        known_id = int(str(known.fields["request"]))
        about_request(manager, known_id, said="known", unsent=draft.words)
    except NobodyAnswers:
        data["problem"] = "nobody"
        return
    else:
        about_request(manager, request.id, said="sent")
    data.pop("draft", None)
    await manager.switch_to(Consult.request)


async def begin(_start_with: Any, manager: DialogManager) -> None:
    """What a message led to; a link to one specialist is a wish, kept until it is sent."""
    opened = start_data(manager)
    manager.dialog_data.update(opened)
    if opened.keys() & {"wished", "speciality"}:
        Draft(opened.get("speciality"), opened.get("wished")).keep(manager)
        manager.dialog_data["editing"] = "draft"


async def wished_window(
    context: BotContext, texts: Texts, dialog_manager: DialogManager, **_: Any
) -> dict[str, Any]:
    """Somebody with several specialities: for which of them?"""
    draft = Draft.of(dialog_manager)
    async with context.database.read() as session:
        wished = await session.get_one(Specialist, draft.wished)
        known = await specialists.askable_of(session, actor_of(dialog_manager), wished.id)
    return {
        "text": texts("🤝 {name} can help you as:", name=wished.alias),
        "specialities": [(str(one.id), speciality_name(one, texts)) for one in known],
    }


def windows() -> tuple[Window, ...]:
    return (
        Window(
            Given("text"),
            choices("wished", "specialities", choose_speciality),
            to_menu(),
            state=Consult.wished,
            getter=wished_window,
        ),
        Window(
            Given("text"),
            choices("for_whom", "people", send, width=2),
            Button(Given("naming"), id="naming", on_click=turn_naming, when="has_name"),
            SwitchTo(T("⏰ When: {when}"), id="urgency", state=Consult.urgency),
            SwitchTo(T("📍 How: {how}"), id="format", state=Consult.format),
            Button(T("🗑 Erase my words"), id="erase", on_click=forget_words, when="has_words"),
            Start(T("🆘 I need help now"), id="sos", state=Sos.main, when="sos"),
            TextInput(id="words", on_success=take_words),
            Group(SwitchTo(T("⬅️ Back"), id="to_main", state=Consult.main), to_menu(), width=2),
            state=Consult.whom,
            getter=whom_window,
        ),
    )
