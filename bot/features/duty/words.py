"""Words for colours, sources, outcomes and halves of a day."""

from datetime import date

from bot.texts import Texts
from community.core.actor import Actor
from community.duty.kinds import (
    Circle,
    Colour,
    DebriefAnswer,
    Half,
    Outcome,
    SignalSource,
    SignalState,
)
from community.duty.models import Signal


def colour_sign(colour: Colour) -> str:
    return {Colour.RED: "🔴", Colour.ORANGE: "🟠", Colour.YELLOW: "🟡"}[colour]


def colour_title(colour: Colour, texts: Texts) -> str:
    return {
        Colour.RED: texts("🔴 <b>Somebody may be in danger</b>"),
        Colour.ORANGE: texts("🟠 <b>Somebody is at the end of their strength</b>"),
        Colour.YELLOW: texts("🟡 <b>Somebody wants to talk</b>"),
    }[colour]


def source_name(signal: Signal, texts: Texts) -> str:
    if signal.source is SignalSource.DETECTOR and signal.chat_id is None:
        return texts("wrote it to me, the bot")
    return {
        SignalSource.SOS: texts("pressed 🆘"),
        SignalSource.DETECTOR: texts("I heard it in the chat"),
        SignalSource.REPORT: texts("somebody in the chat is worried"),
    }[signal.source]


def signal_label(signal: Signal, actor: Actor, texts: Texts) -> str:
    """In a list: how urgent, since when, and whether somebody is there."""
    if signal.state is SignalState.RAISED:
        how = texts("waits for somebody")
    elif signal.taken_by_id == actor.person_id:
        how = texts("you are there")
    else:
        how = texts("somebody is there")
    moment = texts.moment(signal.raised_at)
    return texts("{sign} {moment}: {how}", sign=colour_sign(signal.colour), moment=moment, how=how)


def outcome_name(outcome: Outcome, texts: Texts) -> str:
    return {
        Outcome.HELPED: texts("✅ Talking helped"),
        Outcome.SPECIALIST: texts("🤝 Handed on to a specialist"),
        Outcome.REFUSAL_RISK: texts("🏠 The child may be given back"),
        Outcome.EMERGENCY: texts("🚑 Emergency services were called"),
        Outcome.FALSE_ALARM: texts("🙂 False alarm"),
        Outcome.LAPSED: texts("It is not known how it ended"),
    }[outcome]


def circle_name(circle: Circle, texts: Texts) -> str:
    """Whom the bot is asking at this moment."""
    return {
        Circle.ON_DUTY: texts("whoever is on duty"),
        Circle.SUBSTITUTE: texts("the substitute"),
        Circle.LEADERS: texts("the leaders of the club"),
        Circle.ROSTER: texts("all activists"),
    }[circle]


def half_name(half: Half, texts: Texts) -> str:
    if half is Half.DAY:
        return texts("day, 8–20")
    return texts("night, 20–8")


def turn_name(day: date, half: Half, texts: Texts) -> str:
    """«вт, 24 ноября, ночь 20–8»"""
    return texts("{day}, {half}", day=texts.weekday(day), half=half_name(half, texts))


def debrief_label(answer: DebriefAnswer, texts: Texts) -> str:
    return {
        DebriefAnswer.TALK: texts("🗣 Talk with a leader"),
        DebriefAnswer.SPECIALIST: texts("🤝 Talk with a psychologist"),
        DebriefAnswer.NO: texts("🙂 I am all right"),
    }[answer]
