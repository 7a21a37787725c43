"""How a family's place stands, said honestly: in, in line, offered, given back."""

from datetime import datetime

from bot.features.events.words import ages_line, company_line
from bot.texts import Texts
from community.events.planning.models import Event
from community.events.signing.kinds import NoOffer, PartyState
from community.events.signing.models import EventParty
from community.events.signing.queries import Own
from community.events.signing.rules import why_no_offer


def state_in_short(party: EventParty, texts: Texts) -> str:
    """«✅ 2 взрослых и 3 ребёнка»: a line of a list."""
    company = company_line(party.adults, party.children, texts)
    if party.state is PartyState.GOING and party.asked_again_at is not None:
        return texts("❓ moved: are you coming? {company}", company=company)
    return {
        PartyState.GOING: texts("✅ {company}", company=company),
        PartyState.WAITING: texts("⏳ on the waiting list, {company}", company=company),
        PartyState.OFFERED: texts("🎉 seats are kept for you, {company}", company=company),
        PartyState.LAPSED: texts("the offer has run out"),
        PartyState.CANCELLED: texts("you do not come"),
    }[party.state]


def who_comes(party: EventParty, texts: Texts) -> str:
    """«2 взрослых и 3 ребёнка (5, 9 и 14 лет)»"""
    company = company_line(party.adults, party.children, texts)
    if not party.ages:
        return company
    return texts("{company} ({ages})", company=company, ages=ages_line(party.ages, texts))


def standing(own: Own, offers_end: datetime, moment: datetime, texts: Texts) -> str:
    """What is so now, and what happens next."""
    party = own.party
    if party.state is PartyState.GOING:
        return _going(party, texts)
    if party.state is PartyState.OFFERED:
        assert party.offer_until is not None
        return texts(
            "🎉 Seats have become free, and they are kept for you until {until}. Are you coming?",
            until=texts.when(party.offer_until),
        )
    if party.state is PartyState.WAITING:
        return waiting(own, offers_end, moment, texts)
    if party.state is PartyState.LAPSED:
        return texts(
            "The offer has run out, and the seats went to others. You may sign up again: at the"
            " end of the line."
        )
    return texts("You do not come. You may sign up again: at the end of the line.")


def _going(party: EventParty, texts: Texts) -> str:
    if party.asked_again_at is not None:
        return texts(
            "❓ <b>It is at another time now. Are you coming?</b> Until you say no, the seats are"
            " yours."
        )
    return texts("✅ <b>You have a place.</b>")


def waiting(own: Own, offers_end: datetime, moment: datetime, texts: Texts) -> str:
    """The place in the line, the whole family or nobody, and until when there is hope."""
    lines = [texts("⏳ <b>You are on the waiting list.</b>"), _place(own.ahead, texts)]
    lines.append(_why(own, offers_end, moment, texts))
    return " ".join(filter(None, lines))


def _place(ahead: int, texts: Texts) -> str:
    if not ahead:
        return texts("You are the first in line.")
    return texts.plural("{count} family is before you.", "{count} families are before you.", ahead)


def _why(own: Own, offers_end: datetime, moment: datetime, texts: Texts) -> str:
    event, seats = own.event, own.party.seats
    why = why_no_offer(event.state, event.left, seats, moment, offers_end)
    if why is NoOffer.NOT_RUNNING:
        return ""
    if why is NoOffer.TOO_LATE:
        return texts(
            "It is too near now: seats that become free are not offered any more. Ask the"
            " organiser at the door."
        )
    if why is NoOffer.TOO_FEW_SEATS:
        return too_few(event, seats, offers_end, texts)
    return texts(
        "As soon as there are seats for all of you, I write at once and keep them for a while. The"
        " last offers are made {until}.",
        until=texts.when(offers_end),
    )


def too_few(event: Event, seats: int, offers_end: datetime, texts: Texts) -> str:
    return texts.plural(
        "{count} seat is free, and you are {seats}. I never split a family: as soon as there are"
        " enough for all of you, I write at once. The last offers are made {until}.",
        "{count} seats are free, and you are {seats}. I never split a family: as soon as there are"
        " enough for all of you, I write at once. The last offers are made {until}.",
        event.left or 0,
        seats=seats,
        until=texts.when(offers_end),
    )
