"""Words for groups: what brings them together, where and when they meet, how full they are."""

from collections.abc import Mapping, Sequence
from datetime import date

from markupsafe import Markup

from bot.features.events.words import place_name, when_line
from bot.texts import Texts
from community.membership.districts.models import District
from community.selfhelp.groups.kinds import LeadKind, Topic
from community.selfhelp.groups.models import SupportGroup
from community.selfhelp.meetings.models import GroupMeeting, GroupRhythm
from community.selfhelp.members.queries import Face


def topic_names(texts: Texts) -> Mapping[Topic, str]:
    return {
        Topic.BEGINNING: texts("🌱 The first year"),
        Topic.TEENAGERS: texts("🎧 Teenagers"),
        Topic.KIN: texts("👵 Grandparents and relatives"),
        Topic.SPECIAL_NEEDS: texts("🧩 A child with special needs"),
        Topic.BIRTH_FAMILY: texts("🪢 The birth family"),
        Topic.LOSS: texts("🕯 Loss and parting"),
        Topic.STRENGTH: texts("🔋 When strength runs out"),
        Topic.FATHERS: texts("🧔 Fathers"),
        Topic.GENERAL: texts("☕️ About everything"),
    }


def whose_line(group: SupportGroup, places: Mapping[int, District], texts: Texts) -> str:
    """«Кедровый район, встречаемся вживую»"""
    place = places.get(group.district_id or 0)
    where = place_name(place, texts) if place else texts("the whole region")
    how = texts("online") if group.online else texts("in person")
    return f"{where}, {how}"


def room_line(group: SupportGroup, texts: Texts) -> str:
    """«6 из 8, есть 2 места»"""
    taken = texts("{taken} of {capacity}", taken=group.taken, capacity=group.capacity)
    if not group.left:
        return texts("{taken}, no place is free just now", taken=taken)
    free = texts.plural("{count} place is free", "{count} places are free", group.left)
    return f"{taken}, {free}"


def rhythm_line(rhythm: GroupRhythm, texts: Texts) -> str:
    """«по средам в 19:00, раз в две недели»"""
    at = f"{rhythm.minute // 60}:{rhythm.minute % 60:02}"
    days = texts("{weekdays} at {at}", weekdays=_weekdays(rhythm.begins_on, texts), at=at)
    if rhythm.every_weeks == 1:
        return texts("{days}, every week", days=days)
    how_often = texts.plural("every {count} week", "every {count} weeks", rhythm.every_weeks)
    return f"{days}, {how_often}"


def _weekdays(day: date, texts: Texts) -> str:
    names = (
        texts("on Mondays"),
        texts("on Tuesdays"),
        texts("on Wednesdays"),
        texts("on Thursdays"),
        texts("on Fridays"),
        texts("on Saturdays"),
        texts("on Sundays"),
    )
    return names[day.weekday()]


def meeting_lines(meeting: GroupMeeting, texts: Texts) -> str:
    """When, and where for those who come."""
    lines = [texts("🕐 {when}", when=when_line(meeting.starts_at, meeting.ends_at, texts))]
    if meeting.place:
        lines.append(texts("📍 {where}", where=meeting.place))
    if meeting.link:
        lines.append(texts("🔗 {link}", link=meeting.link))
    return "\n".join(lines)


def faces_lines(faces: Sequence[Face], texts: Texts) -> str:
    """First names, who leads it first."""
    led_by = {LeadKind.FACILITATOR: texts("leads it"), LeadKind.SECOND: texts("helps to lead it")}
    lines = []
    for face in faces:
        kind = f" · {led_by[face.kind]}" if face.kind else ""
        lines.append(Markup("• {}{}").format(face.given_name, kind))
    return "\n".join(lines)
