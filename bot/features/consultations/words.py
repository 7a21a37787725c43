"""Words for specialities, for whom, how soon, how one meets, and how long one waits."""

from collections.abc import Mapping
from datetime import timedelta

from bot.texts import Texts
from community.consultations.booking.models import Consultation
from community.consultations.requests.kinds import ForWhom, Naming, RequestOutcome, Urgency
from community.consultations.requests.queries import Waiting
from community.consultations.specialists.kinds import Format
from community.consultations.specialists.models import Speciality
from community.membership.districts.models import District

ANY = "any"  # of formats: either will do
_DAY = timedelta(days=1)
_HOUR = timedelta(hours=1)


def speciality_name(speciality: Speciality, texts: Texts) -> str:
    """«Психолог»"""
    name = speciality.name_en if texts.language == "en" else speciality.name
    return name[:1].upper() + name[1:]


def helper_name(speciality: Speciality, alias: str, texts: Texts) -> str:
    """«психолог Ирина»: all that the two know of each other."""
    name = speciality.name_en if texts.language == "en" else speciality.name
    return f"{name} {alias}"


def place_name(district: District, texts: Texts) -> str:
    return district.name_en if texts.language == "en" else district.name


def for_whom_names(texts: Texts) -> Mapping[ForWhom, str]:
    return {
        ForWhom.ME: texts("For me"),
        ForWhom.PARTNER: texts("For my husband or wife"),
        ForWhom.CHILD: texts("For a child"),
        ForWhom.GRANDCHILD: texts("For a grandchild"),
        ForWhom.FAMILY: texts("For the whole family"),
    }


def who_needs_it(texts: Texts) -> Mapping[ForWhom, str]:
    """The answers to «Кому нужна помощь?», short enough to stand two in a row."""
    return {
        ForWhom.ME: texts("Me"),
        ForWhom.PARTNER: texts("My husband or wife"),
        ForWhom.CHILD: texts("A child"),
        ForWhom.GRANDCHILD: texts("A grandchild"),
        ForWhom.FAMILY: texts("The whole family"),
    }


def about(speciality: Speciality, for_whom: ForWhom, texts: Texts) -> str:
    """«Логопед, для внука»"""
    whom = for_whom_names(texts)[for_whom]
    return f"{speciality_name(speciality, texts)}, {whom[:1].lower()}{whom[1:]}"


def urgency_names(texts: Texts) -> Mapping[Urgency, str]:
    return {
        Urgency.TODAY: texts("today, it is urgent"),
        Urgency.WEEK: texts("this week"),
        Urgency.CALM: texts("no hurry"),
    }


def format_names(texts: Texts) -> Mapping[str, str]:
    return {
        Format.ONLINE: texts("online"),
        Format.IN_PERSON: texts("in person"),
        ANY: texts("online or in person"),
    }


def format_name(meeting: Format | None, texts: Texts) -> str:
    return format_names(texts)[meeting or ANY]


def naming_label(naming: Naming, alias: str, texts: Texts) -> str:
    """The button that says how the specialist will see whoever asks."""
    if naming is Naming.FIRST_NAME:
        return texts("🙂 By name: {alias}", alias=alias)
    return texts("🙈 Anonymous: {alias}", alias=alias)


def how_long(wait: timedelta, texts: Texts) -> str:
    """«3 часа», rounded up: a promise is better kept than broken by minutes."""
    if wait > _DAY:
        return texts.plural("{count} day", "{count} days", -(-wait // _DAY))
    return texts.plural("{count} hour", "{count} hours", max(1, -(-wait // _HOUR)))


def waiting_line(waiting: Waiting, texts: Texts) -> str:
    """Honestly: how long it usually takes, and who stands before."""
    usual = usual_line(waiting, texts)
    return f"{usual} {place_in_line(waiting, texts)}" if waiting.ahead else usual


def usual_line(waiting: Waiting, texts: Texts) -> str:
    if waiting.usual is None:
        return texts("There have been too few requests so far to promise how soon.")
    wait = how_long(waiting.usual, texts)
    return texts("Somebody usually answers within {wait}.", wait=wait)


def place_in_line(waiting: Waiting, texts: Texts) -> str:
    if not waiting.ahead:
        return texts("You are next in line.")
    return texts.plural(
        "{count} person is waiting before you.",
        "{count} people are waiting before you.",
        waiting.ahead,
    )


def how_line(meeting: Format, place: str | None, texts: Texts) -> str:
    """«Встреча: лично, Кедровский район.»"""
    how = format_name(meeting, texts)
    return texts("How: {how}.", how=f"{how}, {place}" if place else how)


def meeting_line(consultation: Consultation, texts: Texts) -> str:
    """«вт, 17 марта, 11:00, онлайн»"""
    how = format_name(consultation.format, texts)
    return texts("{when}, {how}", when=texts.when(consultation.starts_at), how=how)


def outcome_line(outcome: RequestOutcome, texts: Texts) -> str:
    return {
        RequestOutcome.HELPED: texts("It has helped. I am glad."),
        RequestOutcome.HELPED_IN_PART: texts("It has helped in part."),
        RequestOutcome.REFERRED: texts("You were told who can help outside the club."),
        RequestOutcome.NOT_NEEDED: texts("Not needed any more."),
        RequestOutcome.NO_CONTACT: texts("We have lost each other. You may ask again at any time."),
        RequestOutcome.LAPSED: texts("Closed when you left the club."),
    }[outcome]
