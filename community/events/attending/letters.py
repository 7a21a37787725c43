"""What guests and the organiser are told on the day and after it."""

from collections.abc import Iterable
from uuid import uuid4

from community.core.outbox.models import Priority
from community.core.outbox.service import Letter, to_person
from community.events.attending.models import EventWord
from community.events.planning.models import Event
from community.events.signing.models import EventParty


def thanks(parties: Iterable[EventParty]) -> list[Letter]:
    """Once, and with it the first of three questions."""
    return [
        Letter(to_person(one.person_id), "event.thanks", f"{one.id}", {"party": one.id})
        for one in parties
    ]


def material(parties: Iterable[EventParty], material_id: int) -> list[Letter]:
    return [
        Letter(
            to_person(one.person_id),
            "event.material",
            f"{one.id}:{material_id}",
            {"party": one.id, "material": material_id},
        )
        for one in parties
    ]


def word(said: EventWord, parties: Iterable[EventParty]) -> list[Letter]:
    """The organiser's own words, to each family once."""
    return [
        Letter(
            to_person(one.person_id),
            "event.word",
            f"{said.id}:{one.id}",
            {"word": said.id, "party": one.id},
        )
        for one in parties
    ]


def who_came(event: Event, person_id: int) -> Letter:
    """To the organiser: please say who was there."""
    params = {"event": event.id}
    return Letter(to_person(person_id), "event.who_came", f"{event.id}", params)


def handed_over(event: Event, person_id: int) -> Letter:
    """It is theirs to organise from now on."""
    key, params = f"{event.id}:{uuid4().hex}", {"event": event.id}
    return Letter(to_person(person_id), "event.handed_over", key, params, Priority.ANSWER)


def organiser_gone(event: Event, people: Iterable[int]) -> list[Letter]:
    """To those who may take it over."""
    key, params = f"{event.id}:{uuid4().hex}", {"event": event.id}
    return [
        Letter(to_person(one), "event.organiser_gone", key, params, Priority.ANSWER)
        for one in people
    ]
