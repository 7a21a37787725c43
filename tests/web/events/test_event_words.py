"""Every code of events has its words."""

from community.events.attending.kinds import ComesAgain, Whom
from community.events.planning.kinds import (
    EventAim,
    EventFormat,
    EventKind,
    EventState,
    Guests,
    SpeakerLevel,
)
from community.events.signing.kinds import NoOffer, PartyState, Transport
from web.view import event_words as words


def test_every_code_of_events_has_its_words() -> None:
    assert set(words.KINDS) == set(EventKind)
    assert set(words.AIMS) == set(EventAim)
    assert set(words.GUESTS) == set(Guests)
    assert set(words.FORMATS) == set(EventFormat)
    assert set(words.LEVELS) == set(SpeakerLevel)
    assert set(words.STATES) == set(EventState)
    assert {*words.COMING_STATES, *words.PAST_STATES} == set(EventState)
    assert set(words.PARTIES) == set(PartyState)
    assert set(words.NO_OFFERS) == set(NoOffer)
    assert set(words.TRANSPORT) == set(Transport)
    assert set(words.AGAIN) == set(ComesAgain)
    assert set(words.WHOM) == set(Whom)
