"""What the site calls self-help groups, their topics and their troubles: English message ids."""

from enum import StrEnum

from community.selfhelp.care.models import VacancyReason
from community.selfhelp.care.queries import Trouble
from community.selfhelp.groups.kinds import Door, GroupState, Topic
from web.view.words import N_


class Meets(StrEnum):
    """How the form asks for `online`."""

    IN_PERSON = "in_person"
    ONLINE = "online"


TOPICS = {
    Topic.BEGINNING: N_("The first year with a child"),
    Topic.TEENAGERS: N_("Teenagers"),
    Topic.KIN: N_("Grandparents and other kin who bring children up"),
    Topic.SPECIAL_NEEDS: N_("Children with special needs"),
    Topic.BIRTH_FAMILY: N_("The child's birth family"),
    Topic.LOSS: N_("Loss and grief"),
    Topic.STRENGTH: N_("Tiredness and where to find strength"),
    Topic.FATHERS: N_("Fathers"),
    Topic.GENERAL: N_("Whatever is on one's mind"),
}
DOORS = {
    Door.OPEN: N_("on request, seen in the bot"),
    Door.INVITED: N_("by the link of whoever leads it"),
}
MEETS = {Meets.IN_PERSON: N_("in person"), Meets.ONLINE: N_("online")}
STATES = {
    GroupState.PROPOSED: N_("is proposed"),
    GroupState.DECLINED: N_("not for now"),
    GroupState.OPEN: N_("the group is open"),
    GroupState.PAUSED: N_("the group makes a pause"),
    GroupState.CLOSED: N_("the group is closed"),
}
# What the list is filtered by: what is proposed stands above it.
LISTED = (GroupState.OPEN, GroupState.PAUSED, GroupState.CLOSED)
# What is wrong, and what can be done about it. A silent lead has sentences of their own.
TROUBLES = {
    Trouble.WITHOUT_LEAD: N_("Nobody leads the group: find somebody."),
    Trouble.NO_CHAT: N_("No chat: whoever leads it adds one in the bot."),
    Trouble.NO_MEETING: N_("No meeting is planned: whoever leads it sets the days in the bot."),
}
# The same while a second one is there, who was asked at once.
TROUBLES_WITH_SECOND = TROUBLES | {
    Trouble.WITHOUT_LEAD: N_("Nobody leads the group: the second one is asked to take it over."),
}
VACANCIES = {
    VacancyReason.SILENT: N_("Nothing is heard of whoever leads it"),
    VacancyReason.GONE: N_("Nobody leads it"),
}
