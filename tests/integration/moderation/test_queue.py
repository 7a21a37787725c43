"""What waits for a moderator: in the right order, within reach, and no words in lists."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import InvalidRequestError

from community.chats.models import Chat, Purpose
from community.core.actor import Role
from community.core.audit import AuditEntry
from community.core.errors import NotAllowed, NotFound
from moderation.detect.verdict import Action
from moderation.incidents.cards import incident_card, view_card
from moderation.incidents.kinds import (
    Decision,
    MeasureState,
    ReportReason,
    SanctionKind,
    Source,
    Topic,
)
from moderation.incidents.models import Incident, Measure, Sanction
from moderation.incidents.queries import (
    HistoryFilter,
    history,
    queue,
    queue_length,
)
from tests.integration.moderation.past import Past
from tests.support.factories import SYSTEM, Region, Someone
from tests.support.looking import rows
from tests.support.rooms import Rooms


async def ids(region: Region, by: Someone, **wanted: object) -> list[int]:
    return [line.incident.id for line in await region.look(by, queue, **wanted)]


async def test_distress_comes_first_then_what_is_held_then_reports(
    region: Region, past: Past, mother: Someone, moderator: Someone
) -> None:
    tried = await past.incident(mother, Topic.ABUSE, action=Action.REMOVE, dry_run=True)
    removed = await past.incident(mother, action=Action.REMOVE)
    reported = await past.incident(mother, Topic.OTHER, source=Source.REPORT, action=Action.ALLOW)
    held = await past.incident(mother)
    region.advance_minutes(5)
    held_later = await past.incident(mother)
    distress = await past.incident(mother, Topic.DISTRESS, action=Action.ALLOW)

    in_order = [distress, held, held_later, reported, removed, tried]
    assert await ids(region, moderator) == [incident.id for incident in in_order]
    assert await region.look(moderator, queue_length) == 6
    assert await ids(region, moderator, limit=2) == [distress.id, held.id]


async def test_what_is_decided_and_mere_hints_do_not_wait(
    region: Region, past: Past, mother: Someone, moderator: Someone, colleague: Someone
) -> None:
    await past.incident(mother, decision=Decision.RIGHT)
    await past.incident(mother, Topic.PERSONAL_DATA, action=Action.HINT)
    disputed = await past.incident(mother, Topic.PERSONAL_DATA, action=Action.HINT)
    await past.report(disputed, colleague, "personal_data")

    (line,) = await region.look(moderator, queue)

    assert (line.incident.id, line.reports, line.messages) == (disputed.id, 1, 1)
    assert line.chat_title == "Тёплый чат"


async def test_an_activist_of_another_district_sees_nothing(
    region: Region,
    past: Past,
    rooms: Rooms,
    mother: Someone,
    moderator: Someone,
    outsider: Someone,
    leader: Someone,
) -> None:
    incident = await past.incident(mother)
    regional: Chat = await rooms.bound(Purpose.REGIONAL, district=None)
    everywhere = await Past(region, regional).incident(mother)

    assert await ids(region, outsider) == []
    assert await region.look(outsider, queue_length) == 0
    for hidden in (incident, everywhere):
        with pytest.raises(NotFound):
            await region.look(outsider, incident_card, hidden.id)
    assert await ids(region, moderator) == [incident.id], "the region's chat is the region's"
    assert await ids(region, leader) == [incident.id, everywhere.id]
    assert await ids(region, leader, chat_id=regional.id) == [everywhere.id]
    with pytest.raises(NotAllowed):
        await ids(region, mother)


async def test_what_is_about_a_moderator_is_for_leaders_and_never_for_oneself(
    region: Region, past: Past, moderator: Someone, colleague: Someone, leader: Someone
) -> None:
    about_moderator = await past.incident(moderator, Topic.ABUSE, for_leaders=True)
    about_leader = await past.incident(leader, Topic.ABUSE, for_leaders=True)
    another = await region.holder(Role.LEADER, district=0)

    assert await ids(region, colleague) == []
    assert await ids(region, leader) == [about_moderator.id]
    assert await ids(region, another) == [about_moderator.id, about_leader.id]
    for somebody, hidden in ((colleague, about_moderator), (leader, about_leader)):
        with pytest.raises(NotFound):
            await region.look(somebody, incident_card, hidden.id)


async def test_a_list_holds_no_words_and_the_card_has_them_all(
    region: Region, past: Past, mother: Someone, moderator: Someone
) -> None:
    incident = await past.incident(
        mother, texts=("Слова матери",), excerpt="Слова", context=[[100, "До того"]]
    )
    actor = await region.actor(moderator)

    async with region.database.read() as session:
        (line,) = await queue(session, actor)
        with pytest.raises(InvalidRequestError):
            _ = line.incident.excerpt
        card = await incident_card(session, actor, incident.id)

    assert (card.incident.excerpt, card.incident.context) == ("Слова", [[100, "До того"]])
    assert [message.text for message in card.messages] == ["Слова матери"]


async def test_the_card_tells_what_is_needed_to_decide(
    region: Region,
    past: Past,
    chat: Chat,
    mother: Someone,
    moderator: Someone,
    colleague: Someone,
) -> None:
    await past.incident(mother, Topic.SPAM, decision=Decision.INNOCENT)
    before = await past.incident(mother, Topic.ABUSE, decision=Decision.WARN)
    await warned(region, before, mother)
    await warned(region, before, mother, lifted=True)
    incident = await past.incident(
        mother, Topic.ABUSE, decision=Decision.MUTE, decided_by=moderator
    )
    await warned(region, incident, mother)
    await past.report(incident, colleague, "abuse")
    await past.report(incident, moderator, "other")

    card = await region.look(colleague, incident_card, incident.id)

    assert card.chat.id == chat.id
    assert card.author is not None
    assert card.author.external_id == mother.external_id
    assert (card.author.person_id, card.author.given_name) == (mother.id, "Анна")
    assert card.author.sanctions == {SanctionKind.WARNING: 1}, "neither this one nor lifted ones"
    assert card.author.incidents == 1
    assert card.reports == {ReportReason.ABUSE: 1, ReportReason.OTHER: 1}
    assert (card.taken_by, card.decided_by) == (None, "Вера")
    assert [sanction.incident_id for sanction in card.sanctions] == [incident.id]
    assert [measure.state for measure in card.measures] == [MeasureState.APPLIED]


async def test_a_channel_has_no_author(region: Region, past: Past, moderator: Someone) -> None:
    incident = await past.incident(None, Topic.CHANNEL, channel="-1009", source=Source.RULE)

    card = await region.look(moderator, incident_card, incident.id)

    assert (card.author, card.incident.channel) == (None, "-1009")


async def test_the_author_can_read_who_opened_the_card_on_the_site(
    region: Region, past: Past, mother: Someone, leader: Someone
) -> None:
    incident = await past.incident(mother)
    actor = await region.actor(leader, "web")

    await region.act(actor, view_card, incident.id)

    entry = (await rows(region.database, AuditEntry))[-1]
    assert (entry.tag, entry.subject_id) == ("web:incident:view", incident.id)
    assert (entry.actor_id, entry.person_id) == (leader.id, mother.id)


async def test_the_bot_itself_sees_every_card(region: Region, past: Past, leader: Someone) -> None:
    incident = await past.incident(leader, Topic.ABUSE, for_leaders=True)

    card = await region.look(SYSTEM, incident_card, incident.id)

    assert card.incident.id == incident.id


async def test_history_is_searched_and_paged_newest_first(
    region: Region, past: Past, mother: Someone, moderator: Someone
) -> None:
    spammer = await region.newcomer()
    banned = await past.incident(spammer, decision=Decision.BAN)
    region.advance_minutes(1)
    warned_once = await past.incident(mother, Topic.ABUSE, decision=Decision.WARN)
    await past.incident(mother)

    async def found(**wanted: object) -> list[int]:
        page = await region.look(moderator, history, HistoryFilter(**wanted))  # type: ignore[arg-type]
        return [line.incident.id for line in page.rows]

    assert await found() == [warned_once.id, banned.id]
    assert await found(topic=Topic.SPAM) == [banned.id]
    assert await found(decision=Decision.WARN) == [warned_once.id]
    assert await found(person_id=mother.id) == [warned_once.id]
    assert await found(chat_id=past.chat.id + 1) == []
    assert await found(page=2, page_size=1) == [banned.id]
    page = await region.look(moderator, history, HistoryFilter(page_size=1))
    assert (page.total, page.count) == (2, 2)


async def warned(
    region: Region, incident: Incident, whom: Someone, *, lifted: bool = False
) -> None:
    moment = region.clock.now()
    async with region.database.write() as session:
        sanction = Sanction(
            person_id=whom.id,
            incident_id=incident.id,
            kind=SanctionKind.WARNING,
            begins_at=moment,
            until=moment + timedelta(days=30),
            lifted_at=moment if lifted else None,
        )
        session.add(sanction)
        await session.flush()
        session.add(
            Measure(
                sanction_id=sanction.id,
                chat_id=incident.chat_id,
                account_id=whom.account_id,
                state=MeasureState.APPLIED,
            )
        )
        await session.commit()
