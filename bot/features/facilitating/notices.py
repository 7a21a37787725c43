"""What those who lead groups, and the leaders of the club, are told."""

from bot.delivery.parcel import Parcel
from bot.features.selfhelp.words import topic_names
from bot.screen import Row, Screen, button
from bot.texts import Texts
from community.membership.people import queries as people
from community.selfhelp.care.models import LeadVacancy, VacancyReason
from community.selfhelp.groups.kinds import ALIVE, GroupState, LeadKind
from community.selfhelp.groups.leading import leads_of
from community.selfhelp.groups.models import SupportGroup
from community.selfhelp.meetings.kinds import MeetingState
from community.selfhelp.meetings.models import GroupMeeting


async def _group(parcel: Parcel) -> SupportGroup:
    async with parcel.context.database.read() as session:
        return await session.get_one(SupportGroup, parcel.params["group"])


async def _leads_as(parcel: Parcel, group_id: int) -> LeadKind | None:
    """How the reader leads the group now."""
    assert parcel.person is not None
    async with parcel.context.database.read() as session:
        leads = await leads_of(session, group_id)
    return next((one.kind for one in leads if one.person_id == parcel.person.id), None)


def _to_desk(group_id: int, texts: Texts) -> Row:
    return [button(texts("🧭 The desk"), f"grp:{group_id}:desk")]


async def proposed(parcel: Parcel) -> Screen | None:
    """To leaders, with a first name: they must know whom they trust with a group."""
    group, texts = await _group(parcel), parcel.texts
    if group.state is not GroupState.PROPOSED:
        return None
    async with parcel.context.database.read() as session:
        names = await people.given_names(session, [group.proposed_by_id])
    words = texts(
        "🌱 {name} would like to lead a self-help group: «{title}» ({topic}).\n\n{about}\n\nTo say"
        " no, with a kind reason, open «Groups» on the site: /admin",
        name=names.get(group.proposed_by_id or 0, "—"),
        title=group.title,
        topic=topic_names(texts)[group.topic],
        about=group.about,
    )
    return Screen(words, [[button(texts("✅ Open it"), f"grp:{group.id}:approve")]])


async def opened(parcel: Parcel) -> Screen | None:
    group, texts = await _group(parcel), parcel.texts
    if group.state not in ALIVE or await _leads_as(parcel, group.id) is None:
        return None
    words = texts(
        "🧭 «{title}» is open, and you lead it. Thank you!\n\nThree things to begin with: say when"
        " you meet, make a chat and add me to it, give the link to those whom you would like to"
        " see. Everything is at your desk, and you need not be alone: ask somebody to lead beside"
        " you, and a psychologist for supervision.",
        title=group.title,
    )
    return Screen(words, [_to_desk(group.id, texts)])


async def declined(parcel: Parcel) -> Screen | None:
    group, texts = await _group(parcel), parcel.texts
    if group.state is not GroupState.DECLINED:
        return None
    words = texts(
        "🕊 About your group «{title}»: not now. {reason}",
        title=group.title,
        reason=group.decline_reason or "",
    )
    return Screen(words, [[button(texts("🫂 Groups"), "grp:list")]])


async def made_second(parcel: Parcel) -> Screen | None:
    group, texts = await _group(parcel), parcel.texts
    if await _leads_as(parcel, group.id) is not LeadKind.SECOND:
        return None
    words = texts(
        "🤝 You help to lead «{title}» from now on. You see its desk; should the facilitator fall"
        " silent, I ask you first.",
        title=group.title,
    )
    return Screen(words, [_to_desk(group.id, texts)])


async def taken_over(parcel: Parcel) -> Screen | None:
    group, texts = await _group(parcel), parcel.texts
    if await _leads_as(parcel, group.id) is not LeadKind.SECOND:
        return None
    words = texts(
        "🤝 «{title}» is led by the second facilitator now, and you stand beside them. Thank you"
        " for what you gave; when you wish to lead again, it is one button at the desk.",
        title=group.title,
    )
    return Screen(words, [_to_desk(group.id, texts)])


async def relieved(parcel: Parcel) -> Screen | None:
    group, texts = await _group(parcel), parcel.texts
    if await _leads_as(parcel, group.id) is not None:
        return None
    words = texts(
        "🤝 «{title}» is led by somebody else from now on; a leader of the club decided so. Thank"
        " you for what you gave to it. To talk about it, write to the leader; you may come to the"
        " group as its member at any time.",
        title=group.title,
    )
    return Screen(words, [[button(texts("🫂 Groups"), "grp:list")]])


async def chat_lost(parcel: Parcel) -> Screen | None:
    group, texts = await _group(parcel), parcel.texts
    if await _leads_as(parcel, group.id) is None:
        return None
    words = texts(
        "💬 I can no longer reach the chat of «{title}»: it was deleted, or I was removed. Nothing"
        " else is lost. Add me again, or make a new chat: the desk says how.",
        title=group.title,
    )
    return Screen(words, [_to_desk(group.id, texts)])


async def who_came(parcel: Parcel) -> Screen | None:
    """After the meeting, while nobody has noted it."""
    async with parcel.context.database.read() as session:
        meeting = await session.get_one(GroupMeeting, parcel.params["meeting"])
        group = await session.get_one(SupportGroup, meeting.group_id)
    is_noted = meeting.state is not MeetingState.PLANNED
    if is_noted or meeting.version != parcel.params["version"]:
        return None
    if await _leads_as(parcel, group.id) is None:
        return None
    texts = parcel.texts
    words = texts("🌿 «{title}» has met. Who was there, and how was it?", title=group.title)
    rows = [[button(texts("✅ Note it"), f"grpd:{meeting.id}:came")]]
    return Screen(words, rows, protect=True)


async def _open_vacancy(parcel: Parcel) -> tuple[LeadVacancy, SupportGroup] | None:
    async with parcel.context.database.read() as session:
        vacancy = await session.get_one(LeadVacancy, parcel.params["vacancy"])
        group = await session.get_one(SupportGroup, vacancy.group_id)
    return (vacancy, group) if vacancy.ended_at is None and group.state in ALIVE else None


async def lead_offered(parcel: Parcel) -> Screen | None:
    found = await _open_vacancy(parcel)
    if found is None or await _leads_as(parcel, found[1].id) is not LeadKind.SECOND:
        return None
    (vacancy, group), texts = found, parcel.texts
    if vacancy.reason is VacancyReason.SILENT:
        why = texts(
            "Nothing was heard of the facilitator of «{title}» for a while.", title=group.title
        )
    else:
        why = texts("«{title}» has no facilitator any more.", title=group.title)
    ask = texts("Would you lead it? Its members were told nothing; the leaders of the club help.")
    rows = [
        [button(texts("🧭 Yes, I lead it"), f"grp:{group.id}:take")],
        [button(texts("🕊 I cannot"), f"grp:{group.id}:open")],
    ]
    return Screen(f"{why} {ask}", rows)


async def are_you_there(parcel: Parcel) -> Screen | None:
    found = await _open_vacancy(parcel)
    if found is None or await _leads_as(parcel, found[1].id) is not LeadKind.FACILITATOR:
        return None
    (_, group), texts = found, parcel.texts
    words = texts(
        "🌿 You have not looked into «{title}» for two weeks. Are you all right? Nobody reproaches"
        " you. If it is hard for you just now: /sos, a living person answers.",
        title=group.title,
    )
    rows = [
        [button(texts("👋 I am here"), f"grp:{group.id}:here")],
        [button(texts("🕊 I would rather hand it on"), f"grp:{group.id}:down")],
    ]
    return Screen(words, rows)


async def vacant(parcel: Parcel) -> Screen | None:
    """To leaders: a task, without anybody's name."""
    found = await _open_vacancy(parcel)
    if found is None:
        return None
    (vacancy, group), texts = found, parcel.texts
    async with parcel.context.database.read() as session:
        leads = await leads_of(session, group.id)
    if vacancy.reason is VacancyReason.SILENT:
        what = texts(
            "🫂 Nothing was seen of the facilitator of «{title}» for two weeks.", title=group.title
        )
    else:
        what = texts("🫂 «{title}» has no facilitator any more.", title=group.title)
    if any(lead.kind is LeadKind.SECOND for lead in leads):
        next_ = texts("The second facilitator is asked already.")
    else:
        next_ = texts("There is no second one: please find somebody.")
    where = texts("«Groups» on the site: /admin")
    return Screen(f"{what} {next_} {where}")
