"""The last screen before a question goes out: how it works, who reads it, a line or two.

Strangers will read the words, so what a child or the parent could be known by never gets into them:
the bot shows how to say it instead, and what was typed with it is not kept.
"""

from typing import Any

from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.input import TextInput
from aiogram_dialog.widgets.kbd import Button, Group, Start, SwitchTo
from markupsafe import Markup

from bot.context import BotContext
from bot.dialogs import Given, T, actor_of, context_of, texts_of, to_menu
from bot.features.moderation.reasons import reasons_in_words
from bot.features.peers.words import situation_label
from bot.features.talking.words import what_shows
from bot.group.watch.reading import read
from bot.sentences import sentence
from bot.states import Peers, Sos
from bot.texts import Texts
from community.core.actor import Action, Actor
from community.core.clock import now
from community.core.errors import DomainError
from community.peers.asking import service
from community.peers.asking.errors import AlreadyAskingPeers
from community.peers.asking.mornings import by_day
from community.peers.asking.rules import WORDS_LIMIT
from community.peers.sharing import queries as sharing
from community.relay.rules import what_gives_away
from moderation.detect import Question, Standing, Verdict
from moderation.detect.personal_data import masked


async def ask_window(
    context: BotContext, actor: Actor, texts: Texts, dialog_manager: DialogManager, **_: Any
) -> dict[str, Any]:
    actor.require_for_oneself(Action.PEER_ASK)
    data = dialog_manager.dialog_data
    async with context.database.read() as session:
        situation = await sharing.situation(session, int(data["situation"]))
        morning = await by_day(session, now(session))
        is_night = morning > now(session)
    blocks = [
        texts("🙋 <b>{situation}</b>", situation=situation_label(situation, texts)),
        texts(
            "I ask up to five parents who have been through it, a few at a time. I tell them"
            " neither your name nor your district. When somebody answers, I tell you; you see each"
            " other's first name only if you both agree."
        ),
        texts("<i>Read by: those whom I ask. Leaders see numbers alone, guardianship nothing.</i>"),
        str(data.get("problem") or "") or _words(data.get("words"), texts),
    ]
    if data.get("despair"):
        blocks.append(texts("💛 If it is that hard right now, do not wait: a person comes, 🆘."))
    if is_night:
        blocks.append(
            texts(
                "🌙 It is night now, and I wake nobody: I ask at {when}.", when=texts.clock(morning)
            )
        )
    return {
        "text": "\n\n".join(filter(None, blocks)),
        "elsewhere": _elsewhere_label(data, texts),
        "has_words": bool(data.get("words") or data.get("covered")),
        "covered": bool(data.get("covered")),
        "may_send": not data.get("covered"),  # first it is settled what goes out
        "despair": bool(data.get("despair")),
    }


def _words(words: str | None, texts: Texts) -> str:
    if words:
        return Markup("✍️ <i>{}</i>").format(words)
    return texts(
        "If you like, first write here a line or two, up to {limit} characters: what is going on."
        " Without names and places, please.",
        limit=WORDS_LIMIT,
    )


def _elsewhere_label(data: dict[str, Any], texts: Texts) -> str:
    if data.get("near"):
        return texts("⬜️ Only outside my district")
    return texts("☑️ Only outside my district")


async def turn_elsewhere(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    manager.dialog_data["near"] = not manager.dialog_data.get("near")


async def take_words(message: Message, _input: Any, manager: DialogManager, words: str) -> None:
    """Said in several messages, they stand one under the other."""
    data, texts = manager.dialog_data, texts_of(manager)
    verdict = context_of(manager).detector.judge(read(message, Standing.MEMBER))
    data.update(problem=None, covered=None)
    if Question.DISTRESS in verdict.raised:
        data["despair"] = True
    together = _together(data.get("words"), words.strip())
    if Question.PERSONAL_DATA in verdict.raised:
        covered = _covered(words, verdict, manager)
        data["covered"] = covered
        data["problem"] = _told(verdict, covered, texts)
    elif what := what_gives_away(words):
        data["problem"] = texts(
            "⚠️ {reason} You could be known by that. Please write it once more without.",
            reason=what_shows(what, texts),
        )
    elif len(together) > WORDS_LIMIT:
        data["problem"] = texts(
            "⚠️ That is a little long: up to {limit} characters. The rest you can tell when you"
            " talk.",
            limit=WORDS_LIMIT,
        )
    else:
        data["words"] = together


def _together(before: str | None, words: str) -> str:
    return f"{before}\n{words}" if before else words


def _covered(words: str, verdict: Verdict, manager: DialogManager) -> str:
    context, texts = context_of(manager), texts_of(manager)
    today = context.database.clock.now().astimezone(context.zone).date()
    return masked(words.strip(), verdict.findings, today, texts.language)


def _told(verdict: Verdict, covered: str, texts: Texts) -> str:
    codes = [one.reason.value for one in verdict.findings if one.question is Question.PERSONAL_DATA]
    head = texts(
        "🔒 A child or you could be known by this: {reasons}. So I have not kept it. It can be said"
        " like this:",
        reasons=reasons_in_words(codes, texts),
    )
    return f"{head}\n<blockquote>{Markup.escape(covered)}</blockquote>"


async def take_covered(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    data = manager.dialog_data
    together = _together(data.get("words"), str(data.get("covered") or ""))
    data.update(problem=None, covered=None)
    if len(together) <= WORDS_LIMIT:
        data["words"] = together


async def forget_words(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    manager.dialog_data.update(words=None, problem=None, covered=None, despair=None)


async def send(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """What was typed stays, whatever comes of it."""
    data = manager.dialog_data
    wanted = service.Ask(int(data["situation"]), data.get("words"), elsewhere=not data.get("near"))
    try:
        async with context_of(manager).database.write() as session:
            request_id = (await service.ask(session, actor_of(manager), wanted)).id
    except AlreadyAskingPeers as known:
        request_id = int(str(known.fields["request"]))
    except DomainError as error:
        data["problem"] = f"⚠️ {sentence(error, texts_of(manager))}"
        return
    data["request"] = request_id
    await manager.switch_to(Peers.mine)


def windows() -> tuple[Window, ...]:
    return (
        Window(
            Given("text"),
            Button(T("✅ Take it like this"), id="covered", on_click=take_covered, when="covered"),
            Button(T("📨 Ask"), id="send", on_click=send, when="may_send"),
            Button(Given("elsewhere"), id="elsewhere", on_click=turn_elsewhere),
            Button(T("🗑 Erase my words"), id="erase", on_click=forget_words, when="has_words"),
            Start(T("🆘 I need help now"), id="sos", state=Sos.main, when="despair"),
            TextInput(id="words", on_success=take_words),
            Group(SwitchTo(T("⬅️ Back"), id="to_choose", state=Peers.choose), to_menu(), width=2),
            state=Peers.ask,
            getter=ask_window,
        ),
    )
