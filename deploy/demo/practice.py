"""Specialists of the demonstration, their hours, and a year of requests for help."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from itertools import cycle

from community.consultations.requests.kinds import (
    ForWhom,
    Naming,
    OfferAnswer,
    RequestOutcome,
    RequestState,
    Urgency,
)
from community.consultations.requests.models import HelpRequest, Offer
from community.consultations.schedule.models import DayHours, WorkingHours
from community.consultations.specialists.kinds import Format, SpecialistState
from community.consultations.specialists.models import (
    Specialist,
    SpecialistDistrict,
    SpecialistSpeciality,
    SpecialistTraining,
)
from community.core.clock import DEFAULT_ZONE
from deploy.demo.cast import DemoPerson
from deploy.demo.ledger import Ledger

_ABOUT = {
    "psychologist": "Работаю с приёмными семьями девять лет. Можно просто выговориться.",
    "lawyer": "Опека, выплаты, жильё, алименты. Объясняю простыми словами.",
    "special_needs_teacher": "Помогаю, когда в школе трудно: внимание, чтение, счёт.",
    "speech_therapist": "Речь детей от трёх лет, в том числе после долгого молчания.",
}
_HOURS = ((time(10), time(14), Format.ONLINE), (time(15), time(19), None))
_TRAVELS_IN = 6  # days; a Saturday trip to a far district would be told on the site
_EVERY = timedelta(days=5)
_HOW_MANY = 64


@dataclass(frozen=True)
class _Story:
    for_whom: ForWhom
    speciality: str
    taken: int  # hours after it was asked
    answered: int
    outcome: RequestOutcome
    rating: int | None


_STORIES = (
    _Story(ForWhom.ME, "psychologist", 3, 5, RequestOutcome.HELPED, 3),
    _Story(ForWhom.CHILD, "psychologist", 9, 20, RequestOutcome.HELPED, 3),
    _Story(ForWhom.FAMILY, "lawyer", 2, 4, RequestOutcome.HELPED, 3),
    _Story(ForWhom.CHILD, "speech_therapist", 26, 31, RequestOutcome.HELPED_IN_PART, 2),
    _Story(ForWhom.PARTNER, "psychologist", 6, 8, RequestOutcome.HELPED, None),
    _Story(ForWhom.GRANDCHILD, "special_needs_teacher", 15, 18, RequestOutcome.REFERRED, 2),
    _Story(ForWhom.ME, "lawyer", 1, 3, RequestOutcome.HELPED, 3),
    _Story(ForWhom.CHILD, "psychologist", 11, 14, RequestOutcome.NO_CONTACT, None),
)


@dataclass
class Practice:
    """`specialists` with their ids, `families` as (person, district); ids of specialities."""

    ledger: Ledger
    specialists: Sequence[tuple[DemoPerson, int]]
    families: Sequence[tuple[int, int]]
    specialities: Mapping[str, int]
    districts: Mapping[str, int]
    leader: int
    present: datetime
    _by_speciality: dict[str, list[int]] = field(default_factory=dict)

    def write(self) -> None:
        for place, (person, person_id) in enumerate(self.specialists):
            self._specialist(place, person, person_id)
        for number, story in zip(range(_HOW_MANY), cycle(_STORIES), strict=False):
            self._request(number, story)

    def _specialist(self, place: int, person: DemoPerson, person_id: int) -> None:
        since = self.present - timedelta(days=400 - 20 * place)
        speciality, home = person.more["speciality"], self.districts[person.district or ""]
        number = self.ledger.add(
            Specialist,
            person_id=person_id,
            state=SpecialistState.ACTIVE,
            alias=person.given,
            about=_ABOUT[speciality],
            languages=["ru"],
            district_id=home,
            load_limit=5,
            applied_at=since,
            ask_code=f"demo{place + 1:06}",
            documents_seen_at=since,
            documents_seen_by_id=self.leader,
            interviewed_at=since,
            interviewed_by_id=self.leader,
            activated_at=since,
            activated_by_id=self.leader,
            recheck_on=(self.present + timedelta(days=40 * place - 20)).date(),
        )
        self._by_speciality.setdefault(speciality, []).append(number)
        self.ledger.add_plain(
            SpecialistSpeciality,
            specialist_id=number,
            speciality_id=self.specialities[speciality],
        )
        self.ledger.add_plain(SpecialistDistrict, specialist_id=number, district_id=home)
        self.ledger.add(
            SpecialistTraining,
            specialist_id=number,
            title="Сопровождение замещающих семей",
            hours=72,
            held_on=(since - timedelta(days=60)).date(),
            noted_by_id=self.leader,
        )
        self._hours(place, number)

    def _hours(self, place: int, number: int) -> None:
        """Two weekdays each, so that together they cover the week; and one day of travel."""
        for weekday in {place % 5, (place + 2) % 5}:
            begins, ends, meeting = _HOURS[place % 2]
            self.ledger.add(
                WorkingHours,
                specialist_id=number,
                weekday=weekday,
                begins=begins,
                ends=ends,
                format=meeting,
            )
        if place % 4 == 0:
            today = self.present.astimezone(DEFAULT_ZONE).date()
            self.ledger.add(
                DayHours,
                specialist_id=number,
                day=today + timedelta(days=_TRAVELS_IN + place),
                begins=time(11),
                ends=time(16),
                format=Format.IN_PERSON,
                district_id=sorted(self.districts.values())[place * 2],
            )

    def _request(self, number: int, story: _Story) -> None:
        speciality = story.speciality
        person, district = self.families[number % len(self.families)]
        able = self._by_speciality[speciality]
        specialist = able[number % len(able)]
        asked_at = self.present - _EVERY * (number + 2) - timedelta(hours=number % 11)
        taken_at = asked_at + timedelta(hours=story.taken)
        closed_at = asked_at + timedelta(days=6)
        request = self.ledger.add(
            HelpRequest,
            person_id=person,
            speciality_id=self.specialities[speciality],
            district_id=district,
            for_whom=story.for_whom,
            urgency=Urgency.WEEK,
            naming=Naming.ANONYMOUS if number % 3 else Naming.FIRST_NAME,
            state=RequestState.CLOSED,
            specialist_id=specialist,
            asked_at=asked_at,
            taken_at=taken_at,
            first_answer_at=asked_at + timedelta(hours=story.answered),
            closed_at=closed_at,
            outcome=story.outcome,
            rating=story.rating,
        )
        self.ledger.add(
            Offer,
            request_id=request,
            specialist_id=specialist,
            offered_at=asked_at,
            answered_at=taken_at,
            answer=OfferAnswer.ACCEPTED,
        )
