"""What the site calls duties and signals: English message ids."""

from community.duty.kinds import Colour, Half, Outcome, SignalSource
from web.view.words import N_

HALVES = {
    Half.DAY: N_("day, 8–20"),
    Half.NIGHT: N_("night, 20–8"),
}
COLOURS = {
    Colour.RED: N_("red: life, violence, a child in danger"),
    Colour.ORANGE: N_("orange: no strength left, a child may be given back"),
    Colour.YELLOW: N_("yellow: wants to talk"),
}
SOURCES = {
    SignalSource.SOS: N_("pressed 🆘"),
    SignalSource.DETECTOR: N_("heard by the bot"),
    SignalSource.REPORT: N_("said by a neighbour in a chat"),
}
OUTCOMES = {
    Outcome.HELPED: N_("a talk has helped"),
    Outcome.SPECIALIST: N_("handed on to a specialist"),
    Outcome.REFUSAL_RISK: N_("the family may give the child back"),
    Outcome.EMERGENCY: N_("emergency services were called"),
    Outcome.FALSE_ALARM: N_("a false alarm"),
    Outcome.LAPSED: N_("not known: the person's data are erased"),
}
# The pages of duty: path and words.
SECTIONS = (
    ("/duty", N_("Roster")),
    ("/duty/signals", N_("Signals in figures")),
)
