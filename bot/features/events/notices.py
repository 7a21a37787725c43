"""What a family is told of its place, each time as things stand when it is sent."""

from contextlib import suppress
from datetime import timedelta

from bot.delivery.parcel import Parcel
from bot.features.events.card_text import link_line
from bot.features.events.cards import (
    about,
    asked_rows,
    offer_screen,
    to_event,
    to_place,
)
from bot.features.events.standing import who_comes
from bot.screen import Row, Screen, button
from bot.texts import Texts
from community.core.errors import NotFound
from community.events.planning.kinds import EventState
from community.events.signing import queries
from community.events.signing.kinds import HOLDS_SEATS, IN_PLAY, PartyState
from community.events.signing.queries import Own
from community.events.signing.rules import reminds
from community.membership.people import queries as people


async def told(parcel: Parcel) -> Own | None:
    """None when it is not the reader's, or not any more."""
    assert parcel.person is not None
    with suppress(NotFound):
        async with parcel.context.database.read() as session:
            party, _ = await queries.party_by_id(session, parcel.params["party"])
            if party.person_id != parcel.person.id:
                return None
            actor = await people.actor_for(session, parcel.person.id, "bot")
            return await queries.own(session, actor, party.id)
    return None


async def _running(parcel: Parcel, *states: PartyState) -> Own | None:
    own = await told(parcel)
    if own is None or own.event.state is not EventState.ANNOUNCED:
        return None
    return own if own.party.state in states else None


def _is_of_now(own: Own, parcel: Parcel) -> bool:
    """What was told of a former version is not true any more; a newer letter is on its way."""
    return bool(own.event.version == parcel.params["version"])


async def offer(parcel: Parcel) -> Screen | None:
    own = await _running(parcel, PartyState.OFFERED)
    return None if own is None else offer_screen(own, parcel.texts)


async def offer_lapsed(parcel: Parcel) -> Screen | None:
    """Unless they have signed up again on the way."""
    own, texts = await _running(parcel, PartyState.LAPSED), parcel.texts
    if own is None or own.event.starts_at <= parcel.context.database.clock.now():
        return None
    words = texts(
        "⌛ The time to answer is over, and the seats are offered to the next family. It costs you"
        " nothing: you may stand in line again, at the end of it."
    )
    again: Row = [button(texts("⏳ Stand in line again"), f"ev:{own.event.id}:open")]
    return Screen(f"{words}\n\n{about(own.event, texts)}", [again])


async def reminder(parcel: Parcel) -> Screen | None:
    """Only as the family wishes. Of two that come late together the nearer one is enough."""
    own, texts = await _running(parcel, PartyState.GOING), parcel.texts
    if own is None or not _is_of_now(own, parcel):
        return None
    before = timedelta(hours=parcel.params["hours"])
    left = own.event.starts_at - parcel.context.database.clock.now()
    if not reminds(own.party.reminders, before) or not _is_its_time(left, before):
        return None
    parts = [texts("⏰ <b>I remind you.</b>"), about(own.event, texts)]
    parts.append(texts("You come: {who}.", who=who_comes(own.party, texts)))
    if own.event.link:
        parts.append(link_line(own.event.link, texts))
    rows = [to_place(own, texts)]
    if own.party.asked_again_at is not None:
        parts.append(
            texts("❓ <b>The time was changed, and you have not answered. Do you come?</b>")
        )
        rows = [*asked_rows(own, texts), *rows]
    else:
        rows.append(_leave(own, texts))
    return Screen("\n\n".join(parts), rows)


def _leave(own: Own, texts: Texts) -> Row:
    return [button(texts("🚫 We cannot"), f"evp:{own.party.id}:leave")]


def _is_its_time(left: timedelta, before: timedelta) -> bool:
    """Not once it has begun, nor the day's reminder when the one of the last hours is due."""
    nearest = timedelta(hours=2)
    return timedelta() < left and (before <= nearest or left > nearest)


async def moved(parcel: Parcel) -> Screen | None:
    """Whoever comes is asked; whoever waits is told."""
    own, texts = await _running(parcel, *IN_PLAY), parcel.texts
    if own is None or not _is_of_now(own, parcel):
        return None
    head = about(own.event, texts)
    if own.party.state is PartyState.WAITING:
        words = texts("🔁 <b>It is at another time now.</b> Your place in the line stays yours.")
        return Screen(f"{words}\n\n{head}", [to_place(own, texts), _leave(own, texts)])
    if own.party.state is PartyState.OFFERED:
        screen = offer_screen(own, texts)
        words = texts("🔁 <b>It is at another time now.</b> Your seats are still kept for you.")
        return Screen(f"{words}\n\n{screen.text}", screen.rows)
    return Screen(
        "\n\n".join(
            [
                texts("🔁 <b>It is at another time now. Are you with us?</b>"),
                head,
                texts("Until you say no, the seats are yours."),
            ]
        ),
        [*asked_rows(own, texts), to_place(own, texts)],
    )


async def changed(parcel: Parcel) -> Screen | None:
    """In short; whoever has not answered yet whether the new time suits is asked that first."""
    own, texts = await _running(parcel, *HOLDS_SEATS), parcel.texts
    if own is None or not _is_of_now(own, parcel):
        return None
    if own.party.asked_again_at is not None:
        return await moved(parcel)
    words = texts("✏️ <b>Something has changed.</b> This is how it is now:")
    parts = [words, about(own.event, texts)]
    if own.event.link and own.party.state is PartyState.GOING:
        parts.append(link_line(own.event.link, texts))
    return Screen("\n\n".join(parts), [to_place(own, texts)])


async def cancelled(parcel: Parcel) -> Screen | None:
    own, texts = await told(parcel), parcel.texts
    if own is None or own.event.state is not EventState.CANCELLED:
        return None
    if own.party.state not in IN_PLAY:
        return None
    words = texts(
        "😔 <b>It does not take place, I am sorry.</b> {reason}",
        reason=own.event.cancel_reason or "",
    )
    rows: list[Row] = [[button(texts("📅 What else is coming"), "ev:list")]]
    if own.party.state in HOLDS_SEATS:
        strike = button(texts("📅 Strike it out in the calendar"), f"evp:{own.party.id}:ics")
        rows.insert(0, [strike])
    return Screen(f"{words}\n\n{about(own.event, texts)}", rows)


async def passed_on(parcel: Parcel) -> Screen | None:
    own, texts = await _running(parcel, *IN_PLAY), parcel.texts
    if own is None:
        return None
    words = texts(
        "👨‍👩‍👧 Your family has signed up to this. What there is to tell of it, you hear from now"
        " on.\n{who}",
        who=who_comes(own.party, texts),
    )
    return Screen(
        f"{words}\n\n{about(own.event, texts)}", [to_place(own, texts), to_event(own, texts)]
    )
