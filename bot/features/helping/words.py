"""Words for who asks, for whom, how soon, how to meet, and what came of it."""

from bot.texts import Texts
from community.consultations.requests.kinds import ForWhom, RequestOutcome, Urgency
from community.consultations.specialists.kinds import Format
from community.consultations.specialists.models import Speciality
from community.membership.districts.models import District


def speciality_name(speciality: Speciality, texts: Texts) -> str:
    return speciality.name_en if texts.language == "en" else speciality.name


def district_name(district: District, texts: Texts) -> str:
    return district.name_en if texts.language == "en" else district.name


def for_whom_name(for_whom: ForWhom, texts: Texts) -> str:
    return {
        ForWhom.ME: texts("for themselves"),
        ForWhom.PARTNER: texts("for the spouse"),
        ForWhom.CHILD: texts("for a child"),
        ForWhom.GRANDCHILD: texts("for a grandchild"),
        ForWhom.FAMILY: texts("for the whole family"),
    }[for_whom]


def urgency_name(urgency: Urgency, texts: Texts) -> str:
    return {
        Urgency.TODAY: texts("⚡️ today"),
        Urgency.WEEK: texts("this week"),
        Urgency.CALM: texts("no hurry"),
    }[urgency]


def format_name(meeting: Format | None, texts: Texts) -> str:
    if meeting is None:
        return texts("online or in person")
    return {Format.ONLINE: texts("online"), Format.IN_PERSON: texts("in person")}[meeting]


def outcome_name(outcome: RequestOutcome, texts: Texts) -> str:
    return {
        RequestOutcome.HELPED: texts("it helped"),
        RequestOutcome.HELPED_IN_PART: texts("it helped in part"),
        RequestOutcome.REFERRED: texts("referred further"),
        RequestOutcome.NOT_NEEDED: texts("needed no more"),
        RequestOutcome.NO_CONTACT: texts("nothing is heard of them"),
        RequestOutcome.LAPSED: texts("the parent has left the club"),
    }[outcome]
