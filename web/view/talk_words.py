"""What the site calls conversations under aliases and complaints: English message ids."""

from community.relay.kinds import ComplaintOutcome, ComplaintState, Medium
from web.view.words import N_

MEDIA = {
    Medium.VOICE: N_("a voice message"),
    Medium.PHOTO: N_("a photo"),
    Medium.DOCUMENT: N_("a document"),
}
STATES = {
    ComplaintState.OPEN: N_("is being looked into"),
    ComplaintState.DECIDED: N_("decided"),
    ComplaintState.LAPSED: N_("erased before anybody decided"),
}
OUTCOMES = {
    ComplaintOutcome.NO_GROUND: N_("no ground was found"),
    ComplaintOutcome.TALKED_TO: N_("we have talked with the person"),
    ComplaintOutcome.ENDED: N_("the conversation is ended"),
    ComplaintOutcome.PAUSED: N_("the specialist is paused"),
}
