"""What members and those who lead a group are told, each time as things stand when it is sent."""

from contextlib import suppress

from markupsafe import Markup

from bot.delivery.parcel import Parcel
from bot.features.events.words import place_name
from bot.features.selfhelp.words import meeting_lines
from bot.screen import Row, Screen, button
from bot.texts import Texts
from community.core.clock import now
from community.core.errors import NotFound
from community.membership.districts.models import District
from community.membership.people import queries as people
from community.membership.people.models import Person
from community.selfhelp.groups.kinds import ALIVE, GroupState
from community.selfhelp.groups.models import SupportGroup
from community.selfhelp.meetings import queries as meetings
from community.selfhelp.meetings.kinds import MeetingState
from community.selfhelp.meetings.models import GroupMeeting
from community.selfhelp.members import queries as members
from community.selfhelp.members.kinds import MemberState
from community.selfhelp.members.models import GroupMember


async def _member(parcel: Parcel) -> tuple[GroupMember, SupportGroup]:
    async with parcel.context.database.read() as session:
        member = await session.get_one(GroupMember, parcel.params["member"])
        return member, await session.get_one(SupportGroup, member.group_id)


async def _group(parcel: Parcel) -> SupportGroup:
    async with parcel.context.database.read() as session:
        return await session.get_one(SupportGroup, parcel.params["group"])


def _to_group(group: SupportGroup, texts: Texts) -> Row:
    return [button(texts("🫂 Open the group"), f"grp:{group.id}:open")]


def _to_desk(group: SupportGroup, texts: Texts) -> Row:
    return [button(texts("🧭 The desk"), f"grp:{group.id}:desk")]


async def asks(parcel: Parcel) -> Screen | None:
    """To whoever leads the group: the first name and the district, nothing else."""
    member, group = await _member(parcel)
    if member.state is not MemberState.ASKED:
        return None
    texts = parcel.texts
    async with parcel.context.database.read() as session:
        person = await session.get_one(Person, member.person_id)
        place = await session.get(District, person.district_id) if person.district_id else None
    text = texts(
        "🙋 {name} ({district}) would like to come to «{title}».",
        name=person.given_name or "—",
        district=place_name(place, texts) if place else "—",
        title=group.title,
    )
    yes = button(texts("✅ Welcome"), f"grpm:{member.id}:yes")
    no = button(texts("🕊 Not now"), f"grpm:{member.id}:no")
    return Screen(text, [[yes, no]], protect=True)


async def came(parcel: Parcel) -> Screen | None:
    member, group = await _member(parcel)
    if member.state not in (MemberState.MEMBER, MemberState.WAITING):
        return None
    texts = parcel.texts
    async with parcel.context.database.read() as session:
        names = await people.given_names(session, [member.person_id])
    name = names.get(member.person_id, "—")
    if member.state is MemberState.WAITING:
        words = texts(
            "👋 {name} came by the link of «{title}» and waits for a place.",
            name=name,
            title=group.title,
        )
    else:
        words = texts(
            "👋 {name} came by the link and is in «{title}» now.", name=name, title=group.title
        )
    return Screen(words, [_to_desk(group, texts)], protect=True)


async def welcome(parcel: Parcel) -> Screen | None:
    member, group = await _member(parcel)
    if member.state is not MemberState.MEMBER:
        return None
    texts = parcel.texts
    words = texts(
        "🫂 You are in «{title}». Welcome!\n\nWhen it meets, and the door to its chat, you find"
        " under the button. Should it not be for you: leave quietly at any time, nobody is told.",
        title=group.title,
    )
    return Screen(words, [_to_group(group, texts)], protect=True)


async def waiting(parcel: Parcel) -> Screen | None:
    member, group = await _member(parcel)
    if member.state is not MemberState.WAITING:
        return None
    texts = parcel.texts
    words = texts(
        "⏳ You are welcome in «{title}», and no place is free just now. As soon as one is, you are"
        " in, and I write to you.",
        title=group.title,
    )
    return Screen(words, [_to_group(group, texts)])


async def not_now(parcel: Parcel) -> Screen | None:
    member, group = await _member(parcel)
    if member.state is not MemberState.DECLINED:
        return None
    texts = parcel.texts
    words = texts(
        "🕊 In «{title}» it is not possible just now. That is not about you: circles are small."
        " There may be another group for you; and to talk to somebody at once: /sos",
        title=group.title,
    )
    return Screen(words, [[button(texts("🫂 Other groups"), "grp:list")]])


async def removed(parcel: Parcel) -> Screen | None:
    member, group = await _member(parcel)
    if member.state is not MemberState.REMOVED:
        return None
    texts = parcel.texts
    words = texts(
        "🕊 Whoever leads «{title}» has decided that you do not go on together. If that hurts or"
        " seems unfair, write to a leader of the club; and to talk to somebody: /sos",
        title=group.title,
    )
    return Screen(words, [[button(texts("🫂 Other groups"), "grp:list")]])


async def agreement_changed(parcel: Parcel) -> Screen | None:
    """Of two changes the later one is enough."""
    group, texts = await _group(parcel), parcel.texts
    if group.agreement != parcel.params["number"] or group.state not in ALIVE:
        return None
    words = texts(
        "📜 In «{title}» the words that all of you agree to have changed. Please read them.",
        title=group.title,
    )
    return Screen(words, [_to_group(group, texts)])


async def paused(parcel: Parcel) -> Screen | None:
    group, texts = await _group(parcel), parcel.texts
    if group.state is not GroupState.PAUSED:
        return None
    words = texts(
        "⏸ «{title}» makes a pause: no meetings for a while. When it goes on, I write to you.",
        title=group.title,
    )
    return Screen(words)


async def resumed(parcel: Parcel) -> Screen | None:
    group, texts = await _group(parcel), parcel.texts
    if group.state is not GroupState.OPEN:
        return None
    words = texts("▶️ «{title}» goes on. Good to see you again!", title=group.title)
    return Screen(words, [_to_group(group, texts)])


async def farewell(parcel: Parcel) -> Screen | None:
    group, texts = await _group(parcel), parcel.texts
    if group.state is not GroupState.CLOSED:
        return None
    said = Markup("<blockquote>{}</blockquote>").format(group.farewell or "")
    words = texts("🕊 «{title}» says farewell:", title=group.title)
    return Screen(
        f"{words}\n\n{said}", [[button(texts("🫂 Other groups"), "grp:list")]], protect=True
    )


async def _meeting(parcel: Parcel) -> tuple[GroupMeeting, SupportGroup] | None:
    """None for who is no longer in the group, or when a newer letter is on its way."""
    assert parcel.person is not None
    async with parcel.context.database.read() as session:
        actor = await people.actor_for(session, parcel.person.id, "bot")
        with suppress(NotFound):
            meeting, group = await meetings.inside_meeting(session, actor, parcel.params["meeting"])
            own = await members.own(session, actor, group.id)
            if own.is_inside and meeting.version == parcel.params["version"]:
                return meeting, group
    return None


async def reminder(parcel: Parcel) -> Screen | None:
    found = await _meeting(parcel)
    if found is None:
        return None
    meeting, group = found
    async with parcel.context.database.read() as session:
        is_ahead = meeting.starts_at > now(session)
    if meeting.state is not MeetingState.PLANNED or group.state is not GroupState.OPEN:
        return None
    texts = parcel.texts
    head = texts("⏰ Soon «{title}» meets:", title=group.title)
    text = f"{head}\n\n{meeting_lines(meeting, texts)}"
    return Screen(text, [_to_group(group, texts)], protect=True) if is_ahead else None


async def moved(parcel: Parcel) -> Screen | None:
    """Planned, moved or taken up again: this is how it is now."""
    found = await _meeting(parcel)
    if found is None or found[0].state is not MeetingState.PLANNED:
        return None
    (meeting, group), texts = found, parcel.texts
    if meeting.version == 0:
        head = texts("📅 A meeting of «{title}» is planned:", title=group.title)
    else:
        head = texts("🔁 A meeting of «{title}» has changed. Now it is so:", title=group.title)
    text = f"{head}\n\n{meeting_lines(meeting, texts)}"
    return Screen(text, [_to_group(group, texts)], protect=True)


async def cancelled(parcel: Parcel) -> Screen | None:
    found = await _meeting(parcel)
    if found is None or found[0].state is not MeetingState.CANCELLED:
        return None
    (meeting, group), texts = found, parcel.texts
    text = texts(
        "😔 «{title}» does not meet {when}, I am sorry. {reason}",
        title=group.title,
        when=texts.when(meeting.starts_at),
        reason=meeting.cancel_reason or "",
    )
    return Screen(text, [_to_group(group, texts)], protect=True)
