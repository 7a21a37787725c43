"""What the site calls states and audiences of announcements: English message ids."""

from community.announcements.kinds import (
    AnnouncementState,
    AudienceRole,
    Delivery,
    EventCircle,
)
from community.announcements.rules import PURPOSES as POSTED_IN
from web.view.words import N_
from web.view.words import PURPOSES as CHATS

STATES = {
    AnnouncementState.DRAFT: N_("draft"),
    AnnouncementState.SCHEDULED: N_("waits for its time"),
    AnnouncementState.SENDING: N_("on its way"),
    AnnouncementState.PAUSED: N_("stopped for now"),
    AnnouncementState.SENT: N_("sent"),
    AnnouncementState.CANCELLED: N_("called off for good"),
}
BADGES = {
    AnnouncementState.DRAFT: "",
    AnnouncementState.SCHEDULED: "soft",
    AnnouncementState.SENDING: "good",
    AnnouncementState.PAUSED: "urgent",
    AnnouncementState.SENT: "good",
    AnnouncementState.CANCELLED: "",
}
ROLES = {
    AudienceRole.PARENTS: N_("foster parents of the club"),
    AudienceRole.CANDIDATES: N_("candidates for foster parents"),
    AudienceRole.ACTIVISTS: N_("activists and facilitators"),
    AudienceRole.SPECIALISTS: N_("specialists"),
    AudienceRole.LEADERS: N_("club leaders"),
}
CIRCLES = {
    EventCircle.GOING: N_("who signed up"),
    EventCircle.WAITING: N_("who waits in line"),
    EventCircle.CAME: N_("who came"),
}
PURPOSES = {purpose: CHATS[purpose] for purpose in POSTED_IN}
DELIVERIES = {
    Delivery.DELIVERED: N_("got it"),
    Delivery.MAILED: N_("got it by e-mail"),
    Delivery.WAITING: N_("still wait"),
    Delivery.WEEKLY: N_("in the letter of the week"),
    Delivery.BLOCKED: N_("have blocked the bot"),
    Delivery.FAILED: N_("did not arrive"),
    Delivery.SKIPPED: N_("did not need it any more"),
}
CHAT_DELIVERIES = {
    Delivery.DELIVERED: N_("it stands there"),
    Delivery.MAILED: N_("it stands there"),  # of people alone
    Delivery.WAITING: N_("still waits"),
    Delivery.WEEKLY: N_("still waits"),  # of people alone
    Delivery.BLOCKED: N_("the bot is no longer there"),
    Delivery.FAILED: N_("did not work"),
    Delivery.SKIPPED: N_("called off for good"),
}
