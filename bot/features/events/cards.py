"""Cards of a family's place: sent by the outbox, put in order in place by a tap."""

from markupsafe import Markup

from bot.features.events.standing import who_comes
from bot.features.events.words import company_line, when_line, where_line
from bot.screen import Row, Screen, button
from bot.texts import Texts
from community.events.planning.kinds import EventState
from community.events.planning.models import Event
from community.events.signing.kinds import PartyState
from community.events.signing.queries import Own


def about(event: Event, texts: Texts) -> str:
    """Title, time and place, as they stand over every message of an event."""
    return Markup("📅 <b>{}</b>\n🕐 {}\n📍 {}").format(
        event.title, when_line(event.starts_at, event.ends_at, texts), where_line(event, texts)
    )


def to_place(own: Own, texts: Texts) -> Row:
    return [button(texts("🎟 Your place"), f"evp:{own.party.id}:open")]


def to_event(own: Own, texts: Texts) -> Row:
    return [button(texts("📄 About the event"), f"ev:{own.event.id}:open")]


def offer_screen(own: Own, texts: Texts) -> Screen:
    """Seats became free. What happens if nobody answers is said before it happens."""
    assert own.party.offer_until is not None
    company = company_line(own.party.adults, own.party.children, texts)
    words = texts(
        "🎉 <b>Seats have become free for all of you: {company}.</b>\n\nThey are kept for you until"
        " {until}. Without an answer they go to the next family.",
        company=company,
        until=texts.when(own.party.offer_until),
    )
    key = own.party.id
    rows: list[Row] = [
        [
            button(texts("✅ Yes, we come"), f"evp:{key}:accept"),
            button(texts("🚫 We cannot"), f"evp:{key}:decline"),
        ]
    ]
    return Screen(f"{words}\n\n{about(own.event, texts)}", rows)


def asked_rows(own: Own, texts: Texts) -> list[Row]:
    """Do you come at the new time?"""
    key = own.party.id
    return [
        [
            button(texts("✅ Yes, we come"), f"evp:{key}:stay"),
            button(texts("🚫 We cannot"), f"evp:{key}:leave"),
        ]
    ]


def sure_screen(own: Own, texts: Texts) -> Screen:
    words = texts(
        "<b>You do not come?</b> The seats are offered at once to whoever waits. Nobody asks why."
        " Should you change your mind, you may sign up again, at the end of the line."
    )
    key = own.party.id
    rows: list[Row] = [
        [button(texts("⬅️ Keep it as it is"), f"evp:{key}:back")],
        [button(texts("🚫 Yes, we do not come"), f"evp:{key}:gone")],
    ]
    return Screen(f"{about(own.event, texts)}\n\n{words}", rows)


def place_screen(own: Own, texts: Texts) -> Screen:
    """How it stands, in place of the question that was answered."""
    party, head = own.party, about(own.event, texts)
    if own.event.state is EventState.CANCELLED:
        gone = texts("❌ <b>Called off.</b> {reason}", reason=own.event.cancel_reason or "")
        return Screen(f"{head}\n\n{gone}")
    if party.state is PartyState.OFFERED:
        return offer_screen(own, texts)
    if party.state is PartyState.GOING:
        return _going(own, head, texts)
    if party.state is PartyState.WAITING:
        waits = texts("⏳ You are on the waiting list. I write as soon as there are seats.")
        return Screen(f"{head}\n\n{waits}", [to_place(own, texts)])
    return _gone(own, head, texts)


def _going(own: Own, head: str, texts: Texts) -> Screen:
    who = who_comes(own.party, texts)
    if own.party.asked_again_at is not None:
        asked = texts("❓ <b>It is at another time now. Do you come?</b> {who}", who=who)
        return Screen(f"{head}\n\n{asked}", [*asked_rows(own, texts), to_place(own, texts)])
    comes = texts("✅ <b>You come: {who}.</b>", who=who)
    entry = [button(texts("📅 Into the calendar"), f"evp:{own.party.id}:ics")]
    return Screen(f"{head}\n\n{comes}", [entry, to_place(own, texts)])


def _gone(own: Own, head: str, texts: Texts) -> Screen:
    if own.party.state is PartyState.LAPSED:
        words = texts(
            "The seats went to others. You may stand in line again, at the end of it: open the"
            " event."
        )
    else:
        words = texts(
            "✓ You do not come. Thank you for telling. Should you change your mind, open the event"
            " and sign up again."
        )
    return Screen(f"{head}\n\n{words}", [to_event(own, texts)])
