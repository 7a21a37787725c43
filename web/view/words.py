"""What the site calls things: English message ids of roles, states, purposes and rights."""

from community.chats.models import ChatState, Purpose
from community.core.actor import Action, Role
from community.membership.people.models import FamilyState, Standing
from community.membership.verification.models import ApplicantKind, ApplicationState


def N_(message: str) -> str:  # noqa: N802  gettext's own name for "translate later"
    return message


ROLES = {
    Role.PARENT: N_("parent"),
    Role.CANDIDATE: N_("candidate"),
    Role.ACTIVIST: N_("activist"),
    Role.FACILITATOR: N_("facilitator of a self-help group"),
    Role.SPECIALIST: N_("specialist"),
    Role.LEADER: N_("club leader"),
    Role.OFFICER: N_("guardianship officer"),
    Role.METHODOLOGIST: N_("methodologist"),
    Role.ADMIN: N_("administrator"),
}
FAMILY_STATES = {
    FamilyState.MEMBER: N_("in the club"),
    FamilyState.PENDING: N_("not yet verified"),
    FamilyState.LEFT: N_("has left"),
    FamilyState.MERGED: N_("merged"),
}
STANDINGS = {
    Standing.NEWCOMER: N_("wrote to the bot, has not asked to join"),
    Standing.APPLICANT: N_("waits to be verified"),
    Standing.MEMBER: N_("member of the club"),
    Standing.CANDIDATE: N_("candidate, accompanied by the club"),
    Standing.REFUSED: N_("was refused"),
    Standing.LEFT: N_("left the club"),
    Standing.ERASED: N_("data erased"),
}
APPLICANT_KINDS = {
    ApplicantKind.PARENT: N_("foster parent"),
    ApplicantKind.CANDIDATE: N_("candidate for foster parents"),
    ApplicantKind.FAMILY_MEMBER: N_("family member"),
}
APPLICATION_STATES = {
    ApplicationState.OPEN: N_("waits for a word"),
    ApplicationState.DOUBTED: N_("one activist doubts"),
    ApplicationState.DISPUTED: N_("activists disagree: you decide"),
    ApplicationState.VERIFIED: N_("let in"),
    ApplicationState.REFUSED: N_("refused"),
    ApplicationState.WITHDRAWN: N_("withdrawn by the person"),
}
PURPOSES = {
    Purpose.REGIONAL: N_("chat of the whole region"),
    Purpose.DISTRICT: N_("district chat"),
    Purpose.GROUP: N_("self-help group"),
    Purpose.ACTIVISTS: N_("activists' chat"),
    Purpose.GUARDIANSHIP: N_("work chat of a guardianship body"),
}
CHAT_STATES = {
    ChatState.NEW: N_("nobody has said what it is for"),
    ChatState.ACTIVE: N_("works"),
    ChatState.LOST: N_("the bot is no longer there"),
}
# What cannot be done without a right, and what the messenger calls the switch for it.
WITHOUT_RIGHT = {
    "can_invite_users": N_("The bot cannot let people in."),
    "can_restrict_members": N_("The bot cannot take people out or stop a troublemaker."),
    "can_delete_messages": N_("The bot cannot remove a message with a child's data."),
    "can_pin_messages": N_("The bot cannot pin announcements."),
}
RIGHT_SWITCHES = {
    "can_invite_users": N_("Invite users via link"),
    "can_restrict_members": N_("Ban users"),
    "can_delete_messages": N_("Delete messages"),
    "can_pin_messages": N_("Pin messages"),
}
JOBS = {
    "bot": N_("talking to the messenger"),
    "erasures": N_("erasing the data of those who left"),
    "sanctions": N_("ending sanctions whose time is over"),
    "held_texts": N_("erasing the words of messages that were held"),
    "lessons": N_("following what moderators taught the bot"),
    "raids": N_("watching waves of join requests"),
    "help_requests": N_("passing requests for help on, so that none lies forgotten"),
    "signals": N_("calling more people, where nobody has come to a signal"),
    "roster_gaps": N_("looking for days and nights without anybody on duty"),
    "lifeline": N_("keeping the help lines at hand"),
    "chats_rights": N_("checking the bot's rights in chats"),
    "activity": N_("counting messages in chats"),
    "outbox_cleanup": N_("clearing away sent messages"),
    "stale_conversations": N_("clearing away abandoned conversations"),
}
# What a failing job's error means to a person, where there is something to say.
JOB_TROUBLES = {
    "DetectorModelBrokenError": N_(
        "The model file is damaged: messages are judged by rules alone. Reinstall the program."
    ),
    "DistressWeightsBrokenError": N_(
        "The file that distress is told by is damaged: only known phrases are noticed."
        " Reinstall the program."
    ),
}
# A tag of the log is `source:subject:action`.
LOG_SOURCES = {
    "bot": N_("in the bot"),
    "web": N_("on the site"),
    "cli": N_("at the server's console"),
    "job": N_("by schedule"),
}
LOG_SUBJECTS = {
    "application": N_("application"),
    "name": N_("name"),
    "family": N_("family"),
    "border": N_("neighbouring district"),
    "family_code": N_("family code"),
    "code": N_("code to join"),
    "person": N_("person"),
    "role": N_("role"),
    "document": N_("document"),
    "district": N_("district"),
    "invitation_batch": N_("invitations"),
    "chat": N_("chat"),
    "join_request": N_("request to enter a chat"),
    "raid": N_("wave of requests"),
    "options": N_("options"),
    "incident": N_("incident"),
    "sanction": N_("sanction"),
    "report": N_("report"),
    "appeal": N_("appeal"),
    "lesson": N_("lesson"),
    "storm": N_("storm"),
    "chat_rules": N_("rules of a chat"),
    "duty": N_("duty"),
    "signal": N_("distress signal"),
    "debrief": N_("talk after a hard signal"),
    "conversation": N_("conversation through the bot"),
    "complaint": N_("complaint about a conversation"),
    "speciality": N_("speciality"),
    "specialist": N_("specialist"),
    "consultation": N_("consultation"),
    "group_consultation": N_("group consultation"),
    "help_request": N_("request for help"),
    "workday": N_("working day"),
    "login_link": N_("log-in link"),
    "web_session": N_("sign-in"),
    "page": N_("page of the site"),
    "second_factor": N_("second factor"),
}
LOG_ACTIONS = {
    "view": N_("looked"),
    "apply": N_("asked to join"),
    "vouch": N_("vouched"),
    "doubt": N_("doubted"),
    "decide": N_("decided"),
    "withdraw": N_("withdrew"),
    "grant": N_("gave"),
    "revoke": N_("took back"),
    "merge": N_("merging"),
    "create": N_("created"),
    "use": N_("used"),
    "miss": N_("did not fit"),
    "load": N_("loaded"),
    "change": N_("changed"),
    "publish": N_("published"),
    "accept": N_("accepted"),
    "leave": N_("leaving"),
    "return": N_("came back"),
    "erase": N_("erased"),
    "bind": N_("bound"),
    "begin": N_("began"),
    "end": N_("ended"),
    "admit": N_("letting in"),
    "decline": N_("declined"),
    "open": N_("opened"),
    "close": N_("closed"),
    "reopen": N_("opened anew"),
    "confirm": N_("confirmed"),
    "remove": N_("removed"),
    "override": N_("set by hand"),
    "restore": N_("put back"),
    "take": N_("took in hand"),
    "undo": N_("undid"),
    "lift": N_("lifted"),
    "impose": N_("imposed"),
    "report": N_("reported"),
    "appeal": N_("disagreed"),
    "teach": N_("taught"),
    "lapse": N_("waited too long"),
    "signal": N_("somebody was called"),
    "hold": N_("held back"),
    "mute": N_("mute"),
    "ban": N_("ban"),
    "warning": N_("warning"),
    "plan": N_("wrote into the roster"),
    "clear": N_("took out of the roster"),
    "stand_by": N_("became the substitute"),
    "step_back": N_("substitutes no more"),
    "offer": N_("looks for a replacement"),
    "keep": N_("can come after all"),
    "take_over": N_("took over"),
    "raise": N_("called for help"),
    "repeat": N_("called once more"),
    "call": N_("asked people to come"),
    "contact": N_("spoke with the person"),
    "hand_on": N_("handed on"),
    "answer": N_("answered"),
    "reveal": N_("dropped the aliases"),
    "name_readers": N_("named who reads"),
    "consent": N_("agreed"),
    "take_consent_back": N_("agrees no more"),
    "add": N_("added"),
    "invite": N_("invited"),
    "claim": N_("opened the invitation"),
    "describe": N_("wrote the card"),
    "documents": N_("saw the documents"),
    "interview": N_("held the interview"),
    "activate": N_("let them take requests"),
    "pause": N_("paused"),
    "resume": N_("back from a pause"),
    "training": N_("noted a training"),
    "calendar": N_("new address of the calendar"),
    "hours": N_("set hours of the week"),
    "day_hours": N_("set hours of a day"),
    "time_off": N_("took time off"),
    "time_on": N_("took time off back"),
    "book": N_("booked a time"),
    "move": N_("moved to another time"),
    "cancel": N_("cancelled"),
    "settle": N_("said whether they met"),
    "ask": N_("asked for help"),
    "words": N_("added words"),
    "give": N_("gave it to a specialist"),
    "look_again": N_("looked for somebody once more"),
    "expire": N_("no answer in time"),
    "remind": N_("reminded of the answer"),
    "rate": N_("said whether it helped"),
    "follow_up": N_("said how it is two weeks later"),
    "refuse": N_("was not let in"),
    "granted": N_("the author was right"),
    "refused": N_("the decision stands"),
}
# The menu: path, words, drawing, and the right without which it is not shown.
MENU = (
    ("/", N_("Today"), "sun", None),
    ("/families", N_("Families"), "people", Action.FAMILY_VIEW),
    ("/invitations", N_("Invitations"), "envelope-paper", Action.INVITATION_VIEW),
    ("/chats", N_("Chats"), "chat-dots", Action.CHAT_VIEW),
    ("/moderation", N_("Moderation"), "shield-check", Action.INCIDENT_VIEW),
    ("/duty", N_("Duty"), "life-preserver", Action.DUTY_PLAN),
    ("/help-requests", N_("Requests"), "inbox", Action.HELP_ROUTE),
    ("/help-requests/mine", N_("My requests"), "clipboard-check", Action.HELP_TAKE),
    ("/specialists", N_("Specialists"), "person-badge", Action.SPECIALIST_VIEW),
    ("/specialists/me", N_("My card"), "person-badge", Action.HELP_TAKE),
    ("/help-requests/complaints", N_("Complaints"), "shield-lock", Action.COMPLAINT_VIEW),
    ("/talks", N_("Conversations"), "chat-left-text", None),
    ("/audit", N_("Log"), "journal-text", Action.AUDIT_VIEW),
    ("/settings", N_("Settings"), "gear", None),
)
