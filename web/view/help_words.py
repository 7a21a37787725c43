"""What the site calls specialists, hours and requests for help: English message ids."""

from community.consultations.booking.kinds import ConsultationState
from community.consultations.booking.weeks import EntryKind
from community.consultations.requests.kinds import (
    FollowUp,
    ForWhom,
    OfferAnswer,
    RequestOutcome,
    RequestState,
    Urgency,
)
from community.consultations.specialists.kinds import Format, SpecialistState
from web.view.words import N_

STATES = {
    SpecialistState.CANDIDATE: N_("candidate: to be vetted"),
    SpecialistState.VETTED: N_("vetted, not yet taking requests"),
    SpecialistState.ACTIVE: N_("takes requests"),
    SpecialistState.PAUSED: N_("on a pause"),
    SpecialistState.LEFT: N_("helps no more"),
}
FORMATS = {
    Format.ONLINE: N_("online"),
    Format.IN_PERSON: N_("in person"),
}
ANY_FORMAT = N_("online or in person")
LANGUAGES = {
    "ru": N_("Russian"),
    "en": N_("English"),
    "tt": N_("Tatar"),
    "de": N_("German"),
    "kk": N_("Kazakh"),
    "rsl": N_("Russian sign language"),
}
WEEKDAYS = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)
ENTRIES = {
    EntryKind.BOOKED: N_("booked"),
    EntryKind.GROUP: N_("group"),
    EntryKind.FREE: N_("free"),
    EntryKind.OFF: N_("no consultations"),
}
CONSULTATIONS = {
    ConsultationState.BOOKED: N_("booked"),
    ConsultationState.HELD: N_("they have met"),
    ConsultationState.MISSED: N_("they have not met"),
    ConsultationState.MOVED: N_("moved"),
    ConsultationState.CANCELLED: N_("called off"),
}
REQUEST_STATES = {
    RequestState.WAITING: N_("waits: nobody is free"),
    RequestState.OFFERED: N_("offered, waits for an answer"),
    RequestState.TAKEN: N_("taken"),
    RequestState.CLOSED: N_("closed"),
}
COUNTED_STATES = {
    RequestState.WAITING: N_("wait"),
    RequestState.OFFERED: N_("are offered"),
    RequestState.TAKEN: N_("are taken"),
}
URGENCIES = {
    Urgency.TODAY: N_("today"),
    Urgency.WEEK: N_("within a week"),
    Urgency.CALM: N_("no hurry"),
}
FOR_WHOM = {
    ForWhom.ME: N_("for oneself"),
    ForWhom.PARTNER: N_("for the partner"),
    ForWhom.CHILD: N_("for a child"),
    ForWhom.GRANDCHILD: N_("for a grandchild"),
    ForWhom.FAMILY: N_("for the whole family"),
}
OUTCOMES = {
    RequestOutcome.HELPED: N_("it has helped"),
    RequestOutcome.HELPED_IN_PART: N_("it has helped in part"),
    RequestOutcome.REFERRED: N_("referred to somebody outside the club"),
    RequestOutcome.NO_CONTACT: N_("the parent answers no more"),
    RequestOutcome.NOT_NEEDED: N_("not needed any more"),
    RequestOutcome.LAPSED: N_("the parent left the club"),
}
ANSWERS = {
    OfferAnswer.ACCEPTED: N_("has taken it"),
    OfferAnswer.DECLINED: N_("cannot"),
    OfferAnswer.EXPIRED: N_("no answer in time"),
    OfferAnswer.TAKEN_BACK: N_("taken back"),
    OfferAnswer.HANDED_ON: N_("could not go on"),
}
FOLLOW_UPS = {
    FollowUp.BETTER: N_("it is better"),
    FollowUp.SAME: N_("it is the same"),
    FollowUp.AGAIN: N_("asks for help once more"),
}
# The pages of requests and of specialists that leaders look through: path and words.
REQUESTS = (
    ("/help-requests", N_("Queue")),
    ("/help-requests/figures", N_("In figures")),
)
SPECIALISTS = (
    ("/specialists", N_("Specialists")),
    ("/specialists/specialities", N_("Specialities")),
)
# The pages of one specialist, after the address of the card.
CARD = (
    ("", N_("Card")),
    ("/hours", N_("Hours")),
    ("/calendar", N_("Calendar")),
)
