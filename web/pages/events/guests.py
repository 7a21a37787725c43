"""The list of guests with names: who comes, who waits and why, and who was there.

A name that is searched for is sent in the body of a form, as in the list of families.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from fastapi import APIRouter
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from community.core.clock import now
from community.core.errors import DomainError, InvalidInput, NotFound
from community.core.paging import Page
from community.events.attending import service
from community.events.attending.guests import Guest, look_at_guests
from community.events.attending.queries import Desk, desk
from community.events.planning.kinds import EventState
from community.events.planning.queries import managed, questions_of
from community.events.signing.kinds import IN_PLAY, PartyState
from community.events.signing.queries import waiting_list
from community.membership.districts.queries import all_districts
from web.auth.visit import SignedIn, Visit
from web.view.forms import Filled, number_in

router = APIRouter(prefix="/events/{event_id}")
_SHOWN = 25
_LONGEST_SEARCH = 100
_GONE = (PartyState.LAPSED, PartyState.CANCELLED)


class Show(StrEnum):
    """Which of the guests a page shows."""

    GOING = "going"
    UNMARKED = "unmarked"
    CAME = "came"
    UNCONFIRMED = "unconfirmed"
    WAITING = "waiting"
    GONE = "gone"


@dataclass(frozen=True)
class Wanted:
    show: Show = Show.GOING
    page: int = 1
    search: str = ""

    @classmethod
    def of(cls, values: Mapping[str, str]) -> "Wanted":
        asked = values.get("show", "")
        return cls(
            next((one for one in Show if one == asked), Show.GOING),
            number_in(values.get("page", "")) or 1,
            values.get("search", "").strip()[:_LONGEST_SEARCH],
        )

    def address(self, event_id: int, **changes: object) -> str:
        """Of the page; a name that is searched for stands in none."""
        values: dict[str, object] = {"show": self.show, "page": self.page} | changes
        usual = {"show": Show.GOING, "page": 1}
        kept = [f"{name}={value}" for name, value in values.items() if value != usual[name]]
        return f"/events/{event_id}/guests" + (f"?{'&'.join(kept)}" if kept else "")


@router.get("/guests")
async def show_guests(visit: SignedIn, event_id: int) -> Response:
    return await _show(visit, event_id, Wanted.of(visit.request.query_params))


@router.post("/guests")
async def find_guest(visit: SignedIn, event_id: int) -> Response:
    form = await visit.form()
    return await _answer(visit, event_id, form)


@router.post("/mark")
async def mark(visit: SignedIn, event_id: int) -> Response:
    """By the button that was tapped: `came`, `absent`, `unmark`, or `some` with how many."""
    form = await visit.form()
    try:
        await _mark(visit, form)
    except NotFound:
        raise
    except DomainError as error:
        return await _show(visit, event_id, Wanted.of(form.values), form, error)
    return await _answer(visit, event_id, form)


async def _mark(visit: Visit, form: Filled) -> None:
    acts = {
        "came": service.check_in,
        "absent": service.note_absent,
        "unmark": service.unmark,
    }
    for name, act in acts.items():
        if name in form.values:
            async with visit.write() as session:
                await act(session, visit.actor, form.whole(name))
    if "some" in form.values:
        party_id = form.whole("some")
        names = (f"adults_{party_id}", f"children_{party_id}")
        adults, children = (number_in(form.values.get(name, "").strip()) for name in names)
        if adults is None or children is None:
            raise InvalidInput(field="came")
        async with visit.write() as session:
            await service.check_in(session, visit.actor, party_id, adults, children)


async def _answer(visit: Visit, event_id: int, form: Filled) -> Response:
    """The same page again; at an address of its own, unless somebody is searched for by name."""
    wanted = Wanted.of(form.values)
    if wanted.search:
        return await _show(visit, event_id, wanted)
    async with visit.read() as session:
        await managed(session, visit.actor, event_id)
    return visit.go(wanted.address(event_id))


@router.post("/walk-ins")
async def count_walk_ins(visit: SignedIn, event_id: int) -> Response:
    form = await visit.form()
    try:
        count = form.whole("walk_ins", f"0–{service.MOST_WALK_INS}")
        async with visit.write() as session:
            await service.count_walk_ins(session, visit.actor, event_id, count)
    except NotFound:
        raise
    except DomainError as error:
        return await _show(visit, event_id, Wanted(), form, error)
    return visit.go(f"/events/{event_id}/guests", "walk_ins_noted")


@router.post("/close")
async def close(visit: SignedIn, event_id: int) -> Response:
    """Attendance is confirmed."""
    form = await visit.form()
    try:
        rest = form.choice("rest", service.Rest)
        async with visit.write() as session:
            await service.close(session, visit.actor, event_id, rest)
    except NotFound:
        raise
    except DomainError as error:
        return await _show(visit, event_id, Wanted(), form, error)
    return visit.go(f"/events/{event_id}", "attendance_confirmed")


@router.post("/reopen")
async def reopen(visit: SignedIn, event_id: int) -> Response:
    async with visit.write() as session:
        await service.reopen(session, visit.actor, event_id)
    return visit.go(f"/events/{event_id}/guests", "attendance_reopened")


async def _show(
    visit: Visit,
    event_id: int,
    wanted: Wanted,
    form: Filled | None = None,
    error: DomainError | None = None,
) -> Response:
    async with visit.write() as session:
        guests = await look_at_guests(session, visit.actor, event_id, _states(wanted))
    async with visit.read() as session:
        values = await _values(session, visit, event_id)
    found = _found(guests, wanted)
    first = (wanted.page - 1) * _SHOWN
    return visit.show(
        "events/guests.html",
        422 if error else 200,
        guests=Page(found[first : first + _SHOWN], len(found), wanted.page, _SHOWN),
        wanted=wanted,
        form=form or Filled({"walk_ins": str(values["event"].walk_ins)}),
        mistakes=visit.mistakes(error) if error else {},
        **values,
    )


async def _values(session: AsyncSession, visit: Visit, event_id: int) -> dict[str, Any]:
    found = await desk(session, visit.actor, event_id)
    event, moment = found.event, now(session)
    held = event.state is EventState.HELD
    return {
        "event": event,
        "desk": found,
        "counts": _counts(found),
        "questions": {one.id: one for one in await questions_of(session, event_id)},
        "reasons": {
            one.party.id: (place, one.reason)
            for place, one in enumerate(await waiting_list(session, visit.actor, event_id), 1)
        },
        "places": {place.id: place for place in await all_districts(session)},
        "at_the_door": (held or event.state is EventState.ANNOUNCED)
        and service.doors_open(session, event),
        "may_close": held or (event.state is EventState.ANNOUNCED and event.ends_at <= moment),
        "may_reopen": service.may_reopen(session, event),
    }


def _states(wanted: Wanted) -> Collection[PartyState]:
    """Nobody is looked at in vain: whoever withdrew, only when they are asked for."""
    if wanted.search:
        return list(PartyState)
    return _GONE if wanted.show is Show.GONE else IN_PLAY


def _counts(found: Desk) -> dict[Show, int]:
    return {
        Show.GOING: found.families,
        Show.UNMARKED: found.unmarked,
        Show.CAME: found.came_families,
        Show.UNCONFIRMED: found.unconfirmed,
        Show.WAITING: found.waiting_families + found.offered_families,
        Show.GONE: found.gone_families,
    }


def _found(guests: Sequence[Guest], wanted: Wanted) -> list[Guest]:
    """Whoever is searched for is found wherever they stand; who waits, in the order of the line."""
    if wanted.search:
        return [one for one in guests if wanted.search.casefold() in _name(one).casefold()]
    found = [one for one in guests if _belongs(one, wanted.show)]
    if wanted.show is Show.WAITING:
        found.sort(key=lambda one: (one.party.queued_at, one.party.id))
    return found


def _name(guest: Guest) -> str:
    names = (guest.given_name or "", guest.family_name or "")
    return f"{' '.join(names)} {' '.join(reversed(names))}"


def _belongs(guest: Guest, show: Show) -> bool:
    party = guest.party
    going = party.state is PartyState.GOING
    return {
        Show.GOING: going,
        Show.UNMARKED: going and party.came is None,
        Show.CAME: party.came is True,
        Show.UNCONFIRMED: going and party.asked_again_at is not None,
        Show.WAITING: party.state in (PartyState.WAITING, PartyState.OFFERED),
        Show.GONE: party.state in _GONE,
    }[show]
