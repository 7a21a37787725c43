"""What the site calls events, guests and figures: English message ids."""

from community.core.actor import Action
from community.events.attending.kinds import ComesAgain, Whom
from community.events.attending.rules import Row
from community.events.planning.kinds import (
    EventAim,
    EventFormat,
    EventKind,
    EventState,
    Guests,
    SpeakerLevel,
)
from community.events.signing.kinds import NoOffer, PartyState, Transport
from web.view.words import N_

KINDS = {
    EventKind.LEISURE: N_("Leisure"),
    EventKind.EDUCATIONAL: N_("Educational meeting"),
    EventKind.THEMATIC: N_("Meeting on a theme"),
    EventKind.TRAINING: N_("Training"),
    EventKind.SEMINAR: N_("Seminar"),
    EventKind.CORE_SESSION: N_("Training of the core"),
    EventKind.STRATEGIC_SESSION: N_("Strategic session"),
    EventKind.PRESENTATION: N_("Presentation of the club"),
    EventKind.FESTIVAL: N_("Festival"),
    EventKind.CONTEST: N_("Contest"),
    EventKind.CONFERENCE: N_("Conference"),
}
AIMS = {
    EventAim.RESOURCE: N_("Strength of parents"),
    EventAim.LOYALTY: N_("Loyalty"),
    EventAim.BONDS: N_("Bonds between people"),
    EventAim.PREVENTION: N_("Children stay in their families"),
    EventAim.GROWTH: N_("Growth of the community"),
    EventAim.AUTHORITIES: N_("Work with the authorities"),
    EventAim.FEEDBACK: N_("What parents say is heard"),
}
GUESTS = {
    Guests.FAMILIES: N_("families of the club"),
    Guests.CANDIDATES: N_("future parents"),
    Guests.CORE: N_("the core of the club"),
    Guests.SPECIALISTS: N_("specialists"),
}
FORMATS = {
    EventFormat.IN_PERSON: N_("in person"),
    EventFormat.ONLINE: N_("online"),
    EventFormat.BOTH: N_("in person and online"),
}
LEVELS = {
    SpeakerLevel.LOCAL: N_("local speaker"),
    SpeakerLevel.REGIONAL: N_("regional speaker"),
    SpeakerLevel.FEDERAL: N_("federal speaker"),
}
STATES = {
    EventState.DRAFT: N_("draft"),
    EventState.ANNOUNCED: N_("announced"),
    EventState.HELD: N_("who came is not noted"),
    EventState.CLOSED: N_("held, attendance confirmed"),
    EventState.CANCELLED: N_("is called off"),
}
COMING_STATES = (EventState.DRAFT, EventState.ANNOUNCED, EventState.HELD)
PAST_STATES = (EventState.CLOSED, EventState.CANCELLED)
PARTIES = {
    PartyState.GOING: N_("comes"),
    PartyState.OFFERED: N_("is offered seats"),
    PartyState.WAITING: N_("waits"),
    PartyState.LAPSED: N_("did not answer the offer"),
    PartyState.CANCELLED: N_("withdrew"),
}
NO_OFFERS = {
    NoOffer.NO_SEATS: N_("no free seats"),
    NoOffer.TOO_FEW_SEATS: N_("free seats are too few for the whole family"),
    NoOffer.TOO_LATE: N_("too near to the event: nobody is offered seats any more"),
    NoOffer.NOT_RUNNING: N_("the event is called off or over"),
}
TRANSPORT = {
    Transport.NONE: N_("gets there by itself"),
    Transport.NEEDED: N_("needs a lift"),
    Transport.OFFERED: N_("has seats in the car"),
}
AGAIN = {
    ComesAgain.YES: N_("would come again"),
    ComesAgain.PERHAPS: N_("perhaps"),
    ComesAgain.NO: N_("would not come again"),
}
WHOM = {
    Whom.GOING: N_("to those who come"),
    Whom.WAITING: N_("to those who wait"),
    Whom.EVERYONE: N_("to everybody"),
}
# The pages of events: path, words, and the right without which it is not shown.
SECTIONS = (
    ("/events", N_("Events"), Action.EVENT_MANAGE),
    ("/events/calendar", N_("Calendar"), Action.EVENT_MANAGE),
    ("/events/figures", N_("In figures"), Action.EVENT_FIGURES),
    ("/events/evidence", N_("What they count for"), Action.EVENT_FIGURES),
)
# What each row of the source documents asks for.
EVIDENCE = {
    Row.CORE_SESSIONS: N_("Sessions for the core, with who came"),
    Row.SEMINARS_FOR_BOTH: N_("Seminars for the core and specialists together"),
    Row.SEMINAR_WITH_AUTHORITIES: N_("A seminar on supporting families, with departments"),
    Row.REGIONAL_LEISURE: N_("A leisure meeting of the whole region"),
    Row.PRESENTATION_ONLINE: N_("A presentation of the club online"),
    Row.PRESENTATION_IN_PERSON: N_("A presentation of the club in person"),
    Row.BY_PSYCHOLOGISTS: N_("An educational meeting held by a psychologist"),
    Row.TRAINING_FOR_BOTH: N_("A training for specialists and the core"),
    Row.STRATEGIC_SESSION: N_("A strategic session with a plan among its materials"),
    Row.WITH_AUTHORITIES: N_("A meeting in which authorities take part"),
    Row.WITH_FEDERAL_SPEAKERS: N_(
        "A festival, contest, conference or seminar with federal speakers"
    ),
}
# The pages of one event, after the address of the card.
CARD = (
    ("", N_("Event")),
    ("/guests", N_("Guests")),
)
