"""What is told about signals and duties: letters for the outbox, never to a chat.

Nothing here goes to a guardianship body (decision 011); the parameters are ids, and each is looked
at anew when its turn comes.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import uuid4

from community.core.outbox.models import Priority
from community.core.outbox.service import Letter, to_person
from community.duty.models import Debrief, Duty, Signal


def call(signal: Signal, person_ids: Iterable[int]) -> list[Letter]:
    """The card: somebody is in need, and it is your turn."""
    key, own = str(signal.id), {"signal": signal.id}
    return [
        Letter(to_person(one), "duty.signal", key, {**own, "person": one}, Priority.SIGNAL)
        for one in person_ids
    ]


def still_waiting(signal: Signal, person_ids: Iterable[int], at: datetime) -> list[Letter]:
    """Nobody has come yet, and all have been asked."""
    key = f"{signal.id}:{at.timestamp():.0f}"
    return [_of_signal("duty.still_waiting", signal, one, key) for one in person_ids]


def cards_changed(signal: Signal, person_ids: Iterable[int]) -> list[Letter]:
    """Everybody who has the card sees how it stands now."""
    return [_of_signal("duty.card_update", signal, one, _anew(signal)) for one in person_ids]


def heard(signal: Signal) -> Letter:
    """To the person themself, where they have not pressed 🆘: kind words, numbers, who comes."""
    return _of_signal("duty.heard", signal, signal.person_id, str(signal.id))


def calling_further(signal: Signal) -> Letter:
    """To the person themself: who waits in the night must not believe to be forgotten."""
    return _of_signal("duty.calling_further", signal, signal.person_id, _anew(signal))


def somebody_came(signal: Signal) -> Letter:
    return _of_signal("duty.came", signal, signal.person_id, _anew(signal))


def somebody_else_comes(signal: Signal) -> Letter:
    """Whoever came had to hand it on."""
    return _of_signal("duty.handed_on", signal, signal.person_id, _anew(signal))


def called_again(signal: Signal) -> Letter:
    """To whoever took it: the person has called once more."""
    assert signal.taken_by_id is not None
    return _of_signal("duty.called_again", signal, signal.taken_by_id, _anew(signal))


def farewell(signal: Signal) -> Letter:
    return _of_signal("duty.farewell", signal, signal.person_id, _anew(signal))


def called_off(signal: Signal) -> Letter:
    """Others have said that nobody need come: who is waiting reads it, and how to call again."""
    return _of_signal("duty.called_off", signal, signal.person_id, _anew(signal))


def debrief(offered: Debrief) -> Letter:
    params = {"debrief": offered.id}
    return Letter(to_person(offered.person_id), "duty.debrief", str(offered.id), params)


def debrief_wanted(offered: Debrief, leaders: Iterable[int]) -> list[Letter]:
    key, params = str(offered.id), {"debrief": offered.id}
    return [Letter(to_person(one), "duty.debrief_wanted", key, params) for one in leaders]


def planned(duty: Duty, person_id: int) -> Letter:
    """Somebody else has written one's name into the roster."""
    return _of_duty("duty.planned", duty, person_id)


def unplanned(duty: Duty, person_id: int) -> Letter:
    """One's name was taken out of it; the row may be gone, so the letter tells which it was."""
    key = f"{duty.id}:{uuid4().hex}"
    params = {"day": duty.day.isoformat(), "half": duty.half.value}
    return Letter(to_person(person_id), "duty.unplanned", key, params)


def begins(duty: Duty, person_id: int, due: datetime) -> Letter:
    key = f"{duty.id}:{due.timestamp():.0f}"
    params = {"duty": duty.id}
    return Letter(to_person(person_id), "duty.begins", key, params, Priority.REMINDER, due)


def offered(duty: Duty, person_ids: Iterable[int]) -> list[Letter]:
    """Somebody looks for a replacement."""
    return [_of_duty("duty.offered", duty, one) for one in person_ids]


def taken_over(duty: Duty, former_id: int) -> Letter:
    return _of_duty("duty.taken_over", duty, former_id)


def gaps(person_ids: Iterable[int], *, day: str, tonight: bool) -> list[Letter]:
    """Halves of the coming days in which nobody is on duty."""
    key, params = f"{day}:{'tonight' if tonight else 'days'}", {"tonight": tonight}
    return [Letter(to_person(one), "duty.gaps", key, params) for one in person_ids]


def _of_signal(template: str, signal: Signal, person_id: int, key: str) -> Letter:
    params = {"signal": signal.id}
    return Letter(to_person(person_id), template, key, params, Priority.SIGNAL)


def _of_duty(template: str, duty: Duty, person_id: int) -> Letter:
    key, params = f"{duty.id}:{uuid4().hex}", {"duty": duty.id}
    return Letter(to_person(person_id), template, key, params, Priority.ANSWER)


def _anew(signal: Signal) -> str:
    return f"{signal.id}:{uuid4().hex}"
