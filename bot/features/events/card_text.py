"""The card of an event in words. Whatever was written about it, it fits into one message."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.features.consultations.words import speciality_name
from bot.features.events.fitting import fit, shown
from bot.features.events.looks import Shown
from bot.features.events.words import (
    audience_line,
    company_line,
    kind_names,
    level_names,
    listed,
    lower_first,
    places_line,
    seats_line,
    when_line,
    where_line,
)
from bot.texts import Texts
from community.core.markdown import to_html
from community.events.planning.kinds import EventState
from community.events.planning.models import EventMaterial, EventSpeaker
from community.events.signing.kinds import PartyState

LIMIT = 4000  # of the 4096 that a message takes
_LEAST = 120  # less than this of a text is not worth beginning it
_SPEAKERS_SHOWN = 5
_AUTHORITIES_SHOWN = 3
_AUTHORITY_SHOWN = 80
_MATERIALS_SHOWN = 6


def card_text(shown_event: Shown, texts: Texts, *, said: str = "") -> tuple[str, bool]:
    """The text, and whether there is more of it to read elsewhere."""
    head = "\n\n".join(filter(None, [said, title(shown_event, texts), facts(shown_event, texts)]))
    tail = foot(shown_event, texts)
    people, cut = _people(shown_event, texts)
    blocks = [head, *people, *tail]
    room = LIMIT - sum(shown(block) + 2 for block in blocks)
    body: list[str] = []
    for name, source in _sources(shown_event, texts):
        html, is_cut, taken = _body(name, source, room)
        room -= taken
        cut = cut or is_cut
        body += [html] if html else []
    return "\n\n".join([head, *body, *people, *tail]), cut


def _sources(shown_event: Shown, texts: Texts) -> list[tuple[str, str]]:
    event = shown_event.event
    both = [("", event.about), (texts("<b>Programme</b>"), event.programme)]
    return [(name, source) for name, source in both if source]


def _body(name: str, source: str, room: int) -> tuple[str, bool, int]:
    title_length = shown(name) + 1 if name else 0
    if room - title_length < _LEAST:
        return "", True, 0
    html, is_cut = fit(source, room - title_length - 2)
    words = f"{name}\n{html}" if name else str(html)
    return words, is_cut, shown(words) + 2


def title(shown_event: Shown, texts: Texts) -> str:
    event = shown_event.event
    kind = kind_names(texts)[event.kind]
    return Markup("📅 <b>{}</b>\n{}").format(event.title, kind)


def facts(shown_event: Shown, texts: Texts) -> str:
    """When, where, for whom, how full; what has become of it stands first."""
    event = shown_event.event
    lines = [*_became(shown_event, texts)]
    lines.append(texts("🕐 {when}", when=when_line(event.starts_at, event.ends_at, texts)))
    lines.append(texts("📍 {where}", where=where_line(event, texts)))
    lines.append(
        texts(
            "👥 For: {whom}; {places}",
            whom=audience_line(event.guests, texts),
            places=places_line(shown_event.places, texts),
        )
    )
    if shown_event.is_running:
        lines.append(texts("🎟 Seats: {seats}", seats=seats_line(shown_event.line, texts)))
        lines += _window(shown_event, texts)
    return "\n".join(lines)


def _became(shown_event: Shown, texts: Texts) -> list[str]:
    event = shown_event.event
    if event.state is EventState.CANCELLED:
        return [texts("❌ <b>Called off.</b> {reason}", reason=event.cancel_reason or "")]
    if event.state is EventState.DRAFT:
        return [texts("✏️ A draft: nobody else sees it yet.")]
    return [] if shown_event.is_running else [texts("It is over.")]


def _window(shown_event: Shown, texts: Texts) -> list[str]:
    event, moment = shown_event.event, shown_event.moment
    if event.opens_at is not None and event.opens_at > moment:
        return [texts("📝 Signing up begins {when}", when=texts.when(event.opens_at))]
    if shown_event.is_closed:
        return [texts("📝 Signing up is over.")]
    if event.closes_at is not None:
        return [texts("📝 Sign up until {when}", when=texts.when(event.closes_at))]
    return []


def _people(shown_event: Shown, texts: Texts) -> tuple[list[str], bool]:
    speakers, authorities = shown_event.details.speakers, shown_event.details.authorities
    blocks = []
    if speakers:
        lines = [speaker_line(one, shown_event, texts) for one in speakers[:_SPEAKERS_SHOWN]]
        blocks.append("\n".join(lines))
    if authorities:
        names = [_shortened(one.name) for one in authorities[:_AUTHORITIES_SHOWN]]
        blocks.append(authorities_line(names, texts))
    cut = len(speakers) > _SPEAKERS_SHOWN or len(authorities) > _AUTHORITIES_SHOWN
    return blocks, cut or any(len(one.name) > _AUTHORITY_SHOWN for one in authorities)


def _shortened(name: str) -> str:
    return name if len(name) <= _AUTHORITY_SHOWN else f"{name[: _AUTHORITY_SHOWN - 1]}…"


def speaker_line(speaker: EventSpeaker, shown_event: Shown, texts: Texts) -> str:
    """«🎤 Ольга Ким, психолог, федеральный спикер»"""
    speciality = shown_event.specialities.get(speaker.speciality_id or 0)
    what = [lower_first(speciality_name(speciality, texts))] if speciality else []
    parts = [speaker.name, *what, level_names(texts)[speaker.level]]
    return Markup("🎤 {}").format(", ".join(parts))


def authorities_line(names: Sequence[str], texts: Texts) -> str:
    return texts("🏛 Taking part: {names}", names=listed(names, texts))


def foot(shown_event: Shown, texts: Texts) -> list[str]:
    """One's own place, the link for those who come, and who sees it."""
    event, party, blocks = shown_event.event, shown_event.party, []
    if party is not None:
        blocks.append(own_line(party.state, party.adults, party.children, texts))
    if party is not None and party.state is PartyState.GOING and event.link:
        blocks.append(link_line(event.link, texts))
    if party is not None and party.state is PartyState.GOING and shown_event.details.materials:
        blocks.append(materials_lines(shown_event.details.materials, texts))
    if shown_event.is_open and party is None:
        blocks.append(who_sees(texts))
    return blocks


def own_line(state: PartyState, adults: int, children: int, texts: Texts) -> str:
    company = company_line(adults, children, texts)
    return {
        PartyState.GOING: texts("✅ You come: {company}.", company=company),
        PartyState.WAITING: texts("⏳ You are on the waiting list: {company}.", company=company),
        PartyState.OFFERED: texts("🎉 Seats are kept for you: {company}.", company=company),
        PartyState.LAPSED: "",
        PartyState.CANCELLED: "",
    }[state]


def link_line(link: str, texts: Texts) -> str:
    return texts('🔗 Online: <a href="{link}">{link}</a>', link=link)


def materials_lines(materials: Sequence[EventMaterial], texts: Texts) -> str:
    lines = [
        Markup('📎 <a href="{}">{}</a>').format(one.url, one.title)
        for one in materials[-_MATERIALS_SHOWN:]
    ]
    return "\n".join([texts("<b>To read and watch</b>"), *lines])


def who_sees(texts: Texts) -> str:
    return texts(
        "<i>Seen by: the organiser. No names in the chat. Guardianship does not see it.</i>"
    )


def whole(shown_event: Shown, texts: Texts) -> list[str]:
    """Everything that was written about it, in pieces of which pages are made."""
    event = shown_event.event
    parts = [title(shown_event, texts)]
    if event.about:
        parts.append(str(to_html(event.about)))
    if event.programme:
        parts.append(f"{texts('<b>Programme</b>')}\n{to_html(event.programme)}")
    parts += [speaker_line(one, shown_event, texts) for one in shown_event.details.speakers]
    parts += [authorities_line([one.name], texts) for one in shown_event.details.authorities]
    return parts
