"""The card of a signal: who is in need, what to do, and what the reader can do about it."""

from aiogram.types import InlineKeyboardButton
from markupsafe import Markup

from bot.features.duty.words import colour_title, outcome_name, source_name
from bot.screen import Row, Screen, button
from bot.texts import Texts
from community.chats.models import Purpose
from community.core.actor import Action, Actor
from community.duty.kinds import Outcome, SignalState
from community.duty.queries import Card
from community.membership.people.models import Standing

OUTCOMES = tuple(outcome for outcome in Outcome if outcome is not Outcome.LAPSED)
_LONGEST_WORDS = 3100  # all that a card takes, so that nobody reads half of it


def signal_screen(card: Card, actor: Actor, texts: Texts) -> Screen:
    """As this reader sees it: whoever came has other buttons than whoever is still asked."""
    blocks = [_head(card, texts), *_words(card), _state(card, actor, texts)]
    return Screen("\n\n".join(blocks), _rows(card, actor, texts))


def _head(card: Card, texts: Texts) -> str:
    signal = card.signal
    heard = source_name(signal, texts)
    lines = [
        colour_title(signal.colour, texts),
        texts("{moment}: {heard}", moment=texts.moment(signal.raised_at), heard=heard),
        _who(card, texts),
    ]
    lines += _where(card, texts)
    return "\n".join(lines)


def _where(card: Card, texts: Texts) -> list[str]:
    """Who is in which group, and what was said there, is for those in it alone."""
    if card.chat is None:
        return []
    if card.chat.purpose is Purpose.GROUP:
        return [texts("It was said in a self-help group, and the words stay there.")]
    return [texts("Chat: «{title}»", title=card.chat.title)]


def _who(card: Card, texts: Texts) -> str:
    name = card.given_name or texts("somebody I do not know by name")
    if card.district is not None:
        place = card.district.name_en if texts.language == "en" else card.district.name
        name = f"{name}, {place}"
    if card.standing is Standing.MEMBER:
        return texts("Who: {name}", name=name)
    return texts("Who: {name}, not in the club", name=name)


def _words(card: Card) -> list[str]:
    words = card.signal.words
    if not words:
        return []
    shown = words if len(words) <= _LONGEST_WORDS else f"{words[:_LONGEST_WORDS]}…"
    return [Markup("<blockquote>{}</blockquote>").format(shown)]


def _state(card: Card, actor: Actor, texts: Texts) -> str:
    signal = card.signal
    if signal.state is SignalState.CLOSED:
        return _ended(card, texts)
    if signal.state is SignalState.RAISED and card.is_declined:
        return texts("You cannot come now, and I am calling others. Should you be able to: 🤝.")
    if signal.state is SignalState.RAISED:
        return texts(
            "Nobody is with them yet. If you go: write simply and warmly, “I am here, tell me”."
            " Do not argue, advise or judge. If a life is in danger, 112 first."
        )
    if signal.taken_by_id != actor.person_id:
        return texts("With them: {name}.", name=card.taken_by or texts("a colleague"))
    return _with_me(card, actor, texts)


def _with_me(card: Card, actor: Actor, texts: Texts) -> str:
    lines = [
        texts(
            "You are with them. Whatever you write to me now, I pass on; what they answer comes"
            " here. They see your first name, not your number and not your profile."
        )
    ]
    if not card.is_reachable:
        lines.append(
            texts("⚠️ I may not write to this person in private. Please answer in the chat.")
        )
    lines.append(texts("How it ended, press when it has. You may hand it on at any moment."))
    if actor.may_at_all(Action.SIGNAL_VIEW):
        lines.append(texts("Should the card get lost among the words, it is in /duty."))
    return "\n\n".join(lines)


def _ended(card: Card, texts: Texts) -> str:
    signal = card.signal
    assert signal.outcome is not None
    assert signal.closed_at is not None
    how, moment = outcome_name(signal.outcome, texts), texts.moment(signal.closed_at)
    if card.closed_by is None:
        return texts("{how}. {moment}", how=how, moment=moment)
    return texts("{how}. {name}, {moment}", how=how, name=card.closed_by, moment=moment)


def _rows(card: Card, actor: Actor, texts: Texts) -> list[Row]:
    signal, mine = card.signal, card.signal.taken_by_id == actor.person_id
    key, leads = signal.id, actor.may(Action.DUTY_PLAN, signal.district_id)
    if signal.state is SignalState.RAISED:
        cannot = [button(texts("😔 I cannot now"), f"sig:{key}:decline")]
        mistaken = [[_outcome(card, Outcome.FALSE_ALARM, texts)]]
        return [
            [button(texts("🤝 I am going"), f"sig:{key}:take")],
            *([] if card.is_declined else [cannot]),
            *(mistaken if signal.may_be_mistaken or leads else []),
            [_danger(card, texts)],
        ]
    if signal.state is SignalState.CLOSED:
        may_undo = leads or signal.closed_by_id == actor.person_id
        return [[button(texts("↩️ It is not over"), f"sig:{key}:reopen")]] if may_undo else []
    return _rows_while_with_them(card, texts) if mine or leads else []


def _rows_while_with_them(card: Card, texts: Texts) -> list[Row]:
    key = card.signal.id
    rows: list[Row] = []
    if card.signal.contact_at is None:
        rows.append([button(texts("📞 We have spoken"), f"sig:{key}:contact")])
    rows += [[_outcome(card, outcome, texts)] for outcome in OUTCOMES]
    rows.append([_danger(card, texts)])
    rows.append([button(texts("🔁 Hand it on"), f"sig:{key}:hand_on")])
    return rows


def _danger(card: Card, texts: Texts) -> InlineKeyboardButton:
    """When a specialist must report it, and who decides."""
    return button(texts("🧒 If a child is in danger"), f"sig:{card.signal.id}:danger")


def _outcome(card: Card, outcome: Outcome, texts: Texts) -> InlineKeyboardButton:
    return button(outcome_name(outcome, texts), f"sig:{card.signal.id}:{outcome.value}")
