"""The summary of an event as a workbook: counts, families, the waiting list.

What people wrote is written as words and nothing else: «=1+1» stays what it says.
"""

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from community.events.attending.guests import Guest
from community.events.attending.queries import Desk
from community.events.planning.models import EventQuestion
from community.events.signing.kinds import NoOffer, PartyState, Transport
from community.events.signing.models import EventParty
from community.membership.districts.models import District
from web.view.event_words import KINDS, NO_OFFERS, PARTIES, STATES, TRANSPORT
from web.view.formats import Formats

Places = Mapping[int, District]
Cell = str | int | None
_WIDEST = 45
_NO_FORMULAS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


@dataclass(frozen=True)
class Families:
    """Whom the sheets with names are about; `reasons`: why no seats are offered, by party."""

    guests: Sequence[Guest]
    questions: Sequence[EventQuestion]
    reasons: Mapping[int, NoOffer | None]

    @property
    def coming(self) -> list[Guest]:
        return [one for one in self.guests if one.party.state is PartyState.GOING or one.party.came]

    @property
    def waiting(self) -> list[Guest]:
        states = (PartyState.WAITING, PartyState.OFFERED)
        found = [one for one in self.guests if one.party.state in states]
        return sorted(found, key=lambda one: (one.party.queued_at, one.party.id))


def workbook(said: Formats, desk: Desk, places: Places, families: Families | None) -> bytes:
    """Without families, counts alone: whoever may not see names gets none."""
    from xlsxwriter import Workbook  # noqa: PLC0415  16 MiB that few processes ever need

    content = io.BytesIO()
    gettext = said.texts.gettext
    with Workbook(content, _NO_FORMULAS) as book:
        _write(book, gettext("Totals"), [], _totals(said, desk, places))
        if families is not None:
            heads, rows = _families(said, families, places)
            _write(book, gettext("Families"), heads, rows)
            heads, rows = _waiting(said, families, places)
            _write(book, gettext("Waiting list"), heads, rows)
    return content.getvalue()


def _write(book: Any, name: str, heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    sheet = book.add_worksheet(name)
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
    lines = [heads, *rows] if heads else list(rows)
    widths = [0] * max(map(len, lines), default=0)
    for row, line in enumerate(lines):
        for column, value in enumerate(line):
            if isinstance(value, int):
                sheet.write_number(row, column, value)
            elif value:
                style = bold if heads and row == 0 else wrapped
                sheet.write_string(row, column, value, style)
            widths[column] = max(widths[column], min(_WIDEST, len(str(value or "")) + 2))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    if heads:
        sheet.freeze_panes(1, 0)
    sheet.set_paper(9)  # A4
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _totals(said: Formats, desk: Desk, places: Places) -> list[Sequence[Cell]]:
    gettext, event = said.texts.gettext, desk.event
    rows: list[Sequence[Cell]] = [
        (gettext("Event"), event.title),
        (gettext("Kind"), gettext(KINDS[event.kind])),
        (gettext("When"), said.span(event.starts_at, event.ends_at, year=True)),
        (gettext("Where"), event.place or gettext("online")),
        (gettext("State"), gettext(STATES[event.state])),
        (gettext("Seats"), event.capacity or gettext("as many as come")),
        (gettext("Families that come"), desk.families),
        (gettext("Adults"), desk.adults),
        (gettext("Children"), desk.children),
    ]
    age = gettext("Children of %(first)s–%(last)s years")
    rows += [
        (age % {"first": first, "last": last}, count) for (first, last), count in desk.bands.items()
    ]
    rows += [
        (gettext("Children whose age is not told"), desk.unknown_ages),
        (gettext("Families in line"), desk.waiting_families),
        (gettext("People in line"), desk.waiting_seats),
        (gettext("Families that came"), desk.came_families),
        (gettext("Adults that came"), desk.came_adults),
        (gettext("Children that came"), desk.came_children),
        (gettext("Came without having signed up"), event.walk_ins),
        (gettext("Came in all"), desk.came),
        (gettext("Families that did not come"), desk.absent_families),
    ]
    for place, lift in desk.lifts.items():
        where = _place(said, places, place)
        rows.append((gettext("Seats in cars offered") + f", {where}", lift.offered))
        rows.append((gettext("Seats in cars needed") + f", {where}", lift.needed))
    return rows


def _families(
    said: Formats, families: Families, places: Places
) -> tuple[list[str], list[Sequence[Cell]]]:
    gettext = said.texts.gettext
    heads = [
        *_names(said),
        gettext("District"),
        gettext("Adults"),
        gettext("Children"),
        gettext("Ages"),
        gettext("What to know"),
        gettext("Transport"),
        gettext("Seats in the car"),
        gettext("State"),
        gettext("Came: adults"),
        gettext("Came: children"),
        *(question.words for question in families.questions),
    ]
    return heads, [_family(said, one, families, places) for one in families.coming]


def _family(said: Formats, guest: Guest, families: Families, places: Places) -> Sequence[Cell]:
    party, gettext = guest.party, said.texts.gettext
    answers = {answer.question_id: answer.words for answer in guest.answers}
    lift = gettext(TRANSPORT[party.transport]) if party.transport is not Transport.NONE else ""
    return (
        guest.family_name,
        guest.given_name,
        _place(said, places, party.district_id),
        *_company(party),
        party.needs,
        lift,
        party.transport_seats or None,
        _state(said, party),
        party.came_adults,
        party.came_children,
        *(answers.get(question.id) for question in families.questions),
    )


def _state(said: Formats, party: EventParty) -> str:
    if party.state is PartyState.GOING and party.asked_again_at is not None:
        return said.texts.gettext("has not confirmed the new time")
    return said.texts.gettext(PARTIES[party.state])


def _waiting(
    said: Formats, families: Families, places: Places
) -> tuple[list[str], list[Sequence[Cell]]]:
    gettext = said.texts.gettext
    heads = [
        "№",
        *_names(said),
        gettext("District"),
        gettext("Adults"),
        gettext("Children"),
        gettext("Ages"),
        gettext("Waits since"),
        gettext("Why no seats are offered"),
    ]
    rows = [
        (
            number,
            guest.family_name,
            guest.given_name,
            _place(said, places, guest.party.district_id),
            *_company(guest.party),
            said.moment(guest.party.queued_at),
            _why(said, guest.party, families.reasons),
        )
        for number, guest in enumerate(families.waiting, 1)
    ]
    return heads, list(rows)


def _why(said: Formats, party: EventParty, reasons: Mapping[int, NoOffer | None]) -> str:
    if party.offer_until is not None:
        words = said.texts.gettext("is offered seats until %(moment)s")
        return words % {"moment": said.moment(party.offer_until)}
    reason = reasons.get(party.id)
    return said.texts.gettext(NO_OFFERS[reason]) if reason else ""


def _company(party: EventParty) -> tuple[Cell, ...]:
    return party.adults, party.children, ", ".join(str(age) for age in sorted(party.ages))


def _names(said: Formats) -> list[str]:
    return [said.texts.gettext("Family name"), said.texts.gettext("First name")]


def _place(said: Formats, places: Places, place: int | None) -> str:
    unknown = said.texts.gettext("district not known")
    return said.place(places[place]) if place is not None and place in places else unknown
