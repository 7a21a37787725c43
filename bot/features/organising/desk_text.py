"""The desk of an event in words: who comes, who waits and why, what they need, who was there."""

from collections import Counter
from collections.abc import Mapping, Sequence

from markupsafe import Markup

from bot.features.events.words import (
    company_line,
    listed,
    place_name,
    when_line,
    where_line,
)
from bot.texts import Texts
from community.events.attending.queries import Desk, Lift
from community.events.planning.kinds import EventState
from community.events.signing.kinds import NoOffer
from community.events.signing.queries import Waiting
from community.membership.districts.models import District

_OVER = (EventState.HELD, EventState.CLOSED, EventState.CANCELLED)


def families(count: int, texts: Texts) -> str:
    """«4 семьи»"""
    return texts.plural("{count} family", "{count} families", count)


def people(count: int, texts: Texts) -> str:
    """«11 человек»"""
    return texts.plural("{count} person", "{count} people", count)


def reason_words(reason: NoOffer | None, texts: Texts) -> str:
    """Why a family that waits is offered nothing."""
    if reason is None:
        return texts("next in line")
    return {
        NoOffer.NO_SEATS: texts("all seats are taken"),
        NoOffer.TOO_FEW_SEATS: texts("there are seats, but not for all of the family"),
        NoOffer.TOO_LATE: texts("too near to the beginning: seats are not offered any more"),
        NoOffer.NOT_RUNNING: texts("the event is over or called off"),
    }[reason]


def desk_blocks(
    desk: Desk, waiting: Sequence[Waiting], places: Mapping[int, District], texts: Texts
) -> list[str]:
    head = "\n".join([title(desk, texts), *_state_lines(desk, texts)])
    if desk.event.state is EventState.DRAFT:
        return [head, texts("Nobody sees it yet. Announce it, and people may sign up.")]
    blocks = [head, _coming(desk, texts)]
    blocks += [_waiting(desk, waiting, texts)] if desk.waiting_families else []
    blocks += [_wishes(desk, places, texts)] if desk.with_needs or desk.lifts else []
    blocks += [_on_the_day(desk, texts)] if _has_begun(desk) else []
    return blocks


def title(desk: Desk, texts: Texts) -> str:
    event = desk.event
    return Markup("🗂 <b>{}</b>\n{}\n{}").format(
        event.title,
        when_line(event.starts_at, event.ends_at, texts),
        where_line(event, texts),
    )


def _state_lines(desk: Desk, texts: Texts) -> list[str]:
    event = desk.event
    lines = [
        {
            EventState.DRAFT: texts("📝 A draft"),
            EventState.ANNOUNCED: texts("📣 Announced"),
            EventState.HELD: texts("✅ It is over: please say who was there"),
            EventState.CLOSED: texts("🏁 Over, and it is known who was there"),
            EventState.CANCELLED: texts("⛔ Called off: {reason}", reason=event.cancel_reason),
        }[event.state]
    ]
    if event.organiser_id is None:
        lines.append(texts("⚠️ Nobody organises it at the moment."))
    return lines


def _coming(desk: Desk, texts: Texts) -> str:
    event, signed = desk.event, families(desk.families, texts)
    company = company_line(desk.adults, desk.children, texts)
    if desk.families:
        signed = f"{signed}, {company}"
    if event.state in _OVER:
        lines = [texts("<b>Had signed up:</b> {families}", families=signed)]
    else:
        lines = [texts("<b>They come:</b> {families}", families=signed)]
    if desk.children:
        lines.append(_ages(desk, texts))
    if event.capacity is not None:
        lines.append(
            texts("Seats taken: {taken} of {seats}", taken=event.taken, seats=event.capacity)
        )
    if desk.offered_families:
        lines.append(
            texts(
                "Seats are kept until they answer: {families}",
                families=families(desk.offered_families, texts),
            )
        )
    if desk.unconfirmed:
        lines.append(
            texts(
                "❓ Have not said yet whether the new time suits them: {families}",
                families=families(desk.unconfirmed, texts),
            )
        )
    return "\n".join(lines)


def _ages(desk: Desk, texts: Texts) -> str:
    """«Дети: 0–3 года: 2, 7–10 лет: 3, возраст не сказали: 1»"""
    bands = [
        texts("{first}–{last} years: {count}", first=first, last=last, count=count)
        for (first, last), count in desk.bands.items()
        if count
    ]
    if desk.unknown_ages:
        bands.append(texts("age not told: {count}", count=desk.unknown_ages))
    return texts("Children: {bands}", bands="; ".join(bands))


def _waiting(desk: Desk, waiting: Sequence[Waiting], texts: Texts) -> str:
    lines = [
        texts(
            "⏳ <b>They wait:</b> {families}, {people}",
            families=families(desk.waiting_families, texts),
            people=people(desk.waiting_seats, texts),
        )
    ]
    reasons = Counter(one.reason for one in waiting)
    lines += [
        texts(
            "• {reason}: {families}",
            reason=reason_words(reason, texts),
            families=families(count, texts),
        )
        for reason, count in reasons.most_common()
    ]
    return "\n".join(lines)


def _wishes(desk: Desk, places: Mapping[int, District], texts: Texts) -> str:
    lines = []
    if desk.with_needs:
        lines.append(
            texts(
                "💬 Special wishes: {families}. Read them in «📋 Who comes».",
                families=families(desk.with_needs, texts),
            )
        )
    lines += [
        _lift(places.get(place or 0), lift, texts)
        for place, lift in sorted(desk.lifts.items(), key=lambda item: item[0] or 0)
    ]
    return "\n".join(lines)


def _lift(place: District | None, lift: Lift, texts: Texts) -> str:
    """«🚗 Кедровский район: есть 3 места, нужно 2»"""
    name = place_name(place, texts) if place else texts("district not told")
    parts = []
    if lift.offered:
        parts.append(texts.plural("{count} seat is free", "{count} seats are free", lift.offered))
    if lift.needed:
        parts.append(texts.plural("{count} is needed", "{count} are needed", lift.needed))
    return texts("🚗 {place}: {seats}", place=name, seats=listed(parts, texts))


def _has_begun(desk: Desk) -> bool:
    marked = desk.came_families + desk.absent_families + desk.event.walk_ins
    return marked > 0 or desk.event.state in (EventState.HELD, EventState.CLOSED)


def _on_the_day(desk: Desk, texts: Texts) -> str:
    company = company_line(desk.came_adults, desk.came_children, texts)
    came = families(desk.came_families, texts)
    lines = [
        texts("✅ <b>Were there:</b> {families}, {company}", families=came, company=company)
        if desk.came_families
        else texts("✅ <b>Were there:</b> nobody is marked yet")
    ]
    if desk.event.walk_ins:
        lines.append(texts("Without a sign-up: {count}", count=desk.event.walk_ins))
    if desk.absent_families:
        lines.append(
            texts("Did not come: {families}", families=families(desk.absent_families, texts))
        )
    if desk.unmarked:
        lines.append(texts("Not marked yet: {families}", families=families(desk.unmarked, texts)))
    return "\n".join(lines)
