"""Words for events: of what kind, for whom, when and where, how full, and who comes."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from babel.lists import format_list

from bot.texts import Texts
from community.events.planning.kinds import EventAim, EventFormat, EventKind, Guests, SpeakerLevel
from community.events.planning.models import Event
from community.events.signing.kinds import Transport
from community.events.signing.queries import Line
from community.membership.districts.models import District

_PLACES_SHOWN = 6


def kind_names(texts: Texts) -> Mapping[EventKind, str]:
    return {
        EventKind.LEISURE: texts("Leisure"),
        EventKind.EDUCATIONAL: texts("An educational meeting"),
        EventKind.THEMATIC: texts("A meeting on a theme"),
        EventKind.TRAINING: texts("A training"),
        EventKind.SEMINAR: texts("A seminar"),
        EventKind.CORE_SESSION: texts("A training of the core"),
        EventKind.STRATEGIC_SESSION: texts("A strategic session"),
        EventKind.PRESENTATION: texts("A presentation of the club"),
        EventKind.FESTIVAL: texts("A festival"),
        EventKind.CONTEST: texts("A contest"),
        EventKind.CONFERENCE: texts("A conference"),
    }


def aim_names(texts: Texts) -> Mapping[EventAim, str]:
    return {
        EventAim.RESOURCE: texts("Strength of parents"),
        EventAim.LOYALTY: texts("Loyalty"),
        EventAim.BONDS: texts("Bonds between people"),
        EventAim.PREVENTION: texts("Children stay in their families"),
        EventAim.GROWTH: texts("Growth of the community"),
        EventAim.AUTHORITIES: texts("Work with the authorities"),
        EventAim.FEEDBACK: texts("What parents say is heard"),
    }


def guests_names(texts: Texts) -> Mapping[Guests, str]:
    """As they stand after «Для кого:»."""
    return {
        Guests.FAMILIES: texts("families of the club"),
        Guests.CANDIDATES: texts("future parents"),
        Guests.CORE: texts("the core of the club"),
        Guests.SPECIALISTS: texts("specialists"),
    }


def level_names(texts: Texts) -> Mapping[SpeakerLevel, str]:
    return {
        SpeakerLevel.LOCAL: texts("a local speaker"),
        SpeakerLevel.REGIONAL: texts("a regional speaker"),
        SpeakerLevel.FEDERAL: texts("a federal speaker"),
    }


def event_format_names(texts: Texts) -> Mapping[EventFormat, str]:
    return {
        EventFormat.ONLINE: texts("online"),
        EventFormat.IN_PERSON: texts("in person"),
        EventFormat.BOTH: texts("in person and online"),
    }


def transport_names(texts: Texts) -> Mapping[Transport, str]:
    return {
        Transport.NONE: texts("we get there ourselves"),
        Transport.NEEDED: texts("we need a lift"),
        Transport.OFFERED: texts("we have seats in the car"),
    }


def transport_line(transport: Transport, seats: int, texts: Texts) -> str:
    """«нужны места в машине: 2»; empty where nothing was said."""
    if transport is Transport.NONE:
        return ""
    return f"{transport_names(texts)[transport]}: {seats}"


def listed(words: Iterable[str], texts: Texts) -> str:
    """«семьи клуба, актив и специалисты»"""
    return format_list([str(word) for word in words], locale=texts.language)


def audience_line(guests: Collection[str], texts: Texts) -> str:
    """«семьи клуба и актив», in one order always."""
    names = guests_names(texts)
    return listed((names[group] for group in Guests if group in guests), texts)


def places_line(places: Sequence[District], texts: Texts) -> str:
    """Whose event it is: «вся область», or districts by name."""
    if not places:
        return texts("the whole region")
    names = [place_name(place, texts) for place in places]
    more = len(names) - _PLACES_SHOWN
    if more > 0:
        names = names[:_PLACES_SHOWN]
        names.append(texts.plural("{count} more", "{count} more", more))
    return listed(names, texts)


def place_name(place: District, texts: Texts) -> str:
    return place.name_en if texts.language == "en" else place.name


def when_line(starts_at: datetime, ends_at: datetime, texts: Texts) -> str:
    """«сб, 21 марта, 12:00–15:00», by the reader's clock; of several days, both of them."""
    begins, ends = starts_at.astimezone(texts.zone), ends_at.astimezone(texts.zone)
    if begins.date() != ends.date():
        return f"{texts.when(starts_at)} – {texts.when(ends_at)}"
    hours = f"{texts.clock(starts_at)}–{texts.clock(ends_at)}"
    words = f"{texts.weekday(begins.date())}, {hours}"
    foreign = texts.foreign_clock(starts_at)
    return f"{words} {foreign}" if foreign else words


def where_line(event: Event, texts: Texts) -> str:
    """«Городской парк», «онлайн», «Городской парк или онлайн»."""
    if event.format is EventFormat.ONLINE:
        return texts("online")
    if event.format is EventFormat.BOTH:
        return texts("{place} or online", place=event.place) if event.place else _both(texts)
    return event.place or texts("in person; the place will be told")


def _both(texts: Texts) -> str:
    return event_format_names(texts)[EventFormat.BOTH]


def seats_line(line: Line, texts: Texts) -> str:
    """«19/50 · ждут 4»: seats taken and families that wait; without an end «записано 19»."""
    if line.capacity is None:
        return texts.plural("{count} signed up", "{count} signed up", line.taken)
    seats = f"{line.taken}/{line.capacity}"
    if not line.waiting:
        return seats
    waiting = texts.plural("{count} waiting", "{count} waiting", line.waiting)
    return f"{seats} · {waiting}"


def company_line(adults: int, children: int, texts: Texts) -> str:
    """«2 взрослых и 3 ребёнка»"""
    parts = []
    if adults:
        parts.append(texts.plural("{count} adult", "{count} adults", adults))
    if children:
        parts.append(texts.plural("{count} child", "{count} children", children))
    return listed(parts, texts)


def ages_line(ages: Collection[int], texts: Texts) -> str:
    """«до года, 5 и 14 лет»"""
    known = sorted(ages)
    babies = [texts("under a year") for age in known if age == 0]
    older = [str(age) for age in known if age > 0]
    if not older:
        return listed(babies, texts)
    last = int(older[-1])
    numbers = listed(older, texts)
    years = texts.plural("{ages} year old", "{ages} years old", last, ages=numbers)
    return ", ".join([*babies, years])


def lower_first(words: str) -> str:
    return words[:1].lower() + words[1:]


def upper_first(words: str) -> str:
    return words[:1].upper() + words[1:]
