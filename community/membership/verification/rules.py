"""How single words add up to a state (feature 2, scenario 4)."""

from collections.abc import Sequence

from community.membership.verification.kinds import ApplicationState

ABOUT_LIMIT = 500
APPLICATIONS_A_DAY = 3


def state_after(votes: Sequence[bool]) -> ApplicationState:
    """What the activists' words, in any order, make of an application.

    One word in favour is enough while nobody objects. A single objection only waits for a second
    opinion; two opposite ones go to a leader, and so do two objections: no refusal without one.
    """
    in_favour, against = votes.count(True), votes.count(False)
    if in_favour and not against:
        return ApplicationState.VERIFIED
    if against and (in_favour or against > 1):
        return ApplicationState.DISPUTED
    return ApplicationState.DOUBTED if against else ApplicationState.OPEN
