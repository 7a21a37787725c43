"""Drafts: what is kept, whose pictures and events may be in them, and who gets a look first."""

import pytest

from community.announcements import queries, sending, service
from community.announcements.kinds import AnnouncementState, AudienceRole
from community.announcements.rules import Audience
from community.core.actor import Role
from community.core.errors import InvalidInput, NotAllowed, NotFound
from community.events.planning.kinds import EventState
from tests.support.announcing import (
    PIXEL,
    as_it_is,
    audience,
    draft,
    event_in,
    job_turn,
    leader_of,
    sent,
    written,
)
from tests.support.factories import Region
from tests.support.looking import queued, recipients


async def test_a_draft_is_kept_and_changed_and_nobody_hears_of_it(region: Region) -> None:
    leader = await leader_of(region)
    await region.member()
    announcement = await written(region, leader, picture=PIXEL)
    changed = draft(title="Другое", button_label="Читать", button_url="https://club.example/1")
    await region.act(leader, service.edit, announcement.id, changed)
    kept = await as_it_is(region, announcement)
    assert (kept.title, kept.button_label, kept.picture_id) == ("Другое", "Читать", None)
    assert kept.state is AnnouncementState.DRAFT
    await job_turn(region.database)
    assert await recipients(region.database, "announcement.letter") == []


async def test_only_ones_own_picture_is_shown(region: Region) -> None:
    leader, other = await leader_of(region), await leader_of(region)
    picture = await region.act(other, service.keep, PIXEL)
    with pytest.raises(NotFound):
        await region.act(leader, service.create, draft(), picture.id)
    # Whoever changes another's words leaves their picture in its place.
    announcement = await region.act(other, service.create, draft(), picture.id)
    await region.act(leader, service.edit, announcement.id, draft(title="Иначе"), picture.id)
    assert (await as_it_is(region, announcement)).picture_id == picture.id


async def test_a_picture_that_is_none_is_refused(region: Region) -> None:
    leader = await leader_of(region)
    for content in (b"GIF89a...", PIXEL + b"\0" * 2 * 1024 * 1024):
        with pytest.raises(InvalidInput) as refused:
            await region.act(leader, service.keep, content)
        assert refused.value.fields["field"] == "picture"


async def test_under_a_picture_there_is_room_for_less(region: Region) -> None:
    leader = await leader_of(region)
    with pytest.raises(InvalidInput) as refused:
        await written(region, leader, picture=PIXEL, body="ж" * 1025)
    assert refused.value.fields == {"field": "body", "limit": 1024}
    await written(region, leader, body="ж" * 4096)


async def test_only_an_event_that_one_sees_is_told_of(region: Region) -> None:
    leader, local = await leader_of(region), await leader_of(region, 0)
    event = await event_in(region, leader)
    hidden = await event_in(region, leader, code="HIDDEN", state=EventState.DRAFT)
    await written(region, leader, event_id=event.id)
    for unseen in (hidden.id, hidden.id + 1):
        for by in (leader, local):
            with pytest.raises(InvalidInput) as refused:
                await written(region, by, event_id=unseen)
            assert refused.value.fields["field"] == "event_id"
    shown = await region.look(leader, queries.events_to_choose)
    assert [one.id for one in shown] == [event.id]


async def test_a_preview_goes_to_oneself_alone_as_often_as_asked_for(region: Region) -> None:
    leader, other = await leader_of(region), await leader_of(region)
    await region.member()
    announcement = await written(region, leader)
    for by in (leader, leader, other):
        await region.act(by, service.preview, announcement.id)
    copies = await queued(region.database, "announcement.copy")
    assert [one.recipient_id for one in copies] == [leader.id, leader.id, other.id]


async def test_nobody_but_leaders_writes_or_sends(region: Region) -> None:
    leader = await leader_of(region)
    announcement = await written(region, leader)
    for role in (Role.ACTIVIST, Role.ADMIN, Role.SPECIALIST, Role.METHODOLOGIST):
        someone = await region.newcomer()
        await region.grant(someone, role)
        with pytest.raises(NotAllowed):
            await region.act(someone, service.create, draft())
        for act in (sending.send, sending.pause, sending.cancel, service.preview):
            with pytest.raises(NotAllowed):
                await region.act(someone, act, announcement.id)


async def test_a_leader_of_two_districts_is_not_stopped_by_one_of_them(region: Region) -> None:
    both, one = await leader_of(region, 0), await leader_of(region, 0)
    await region.grant(both, Role.LEADER, district=1)
    await region.member()
    announcement = await sent(region, both)
    places = frozenset(place.id for place in region.districts[:2])
    assert Audience.of((await as_it_is(region, announcement)).audience).districts == places
    seen = await region.look(one, queries.seen, announcement.id)
    assert not queries.may_manage(await region.actor(one), seen)
    with pytest.raises(NotFound):
        await region.act(one, sending.cancel, announcement.id)
    await region.act(both, sending.cancel, announcement.id)


async def test_the_list_shows_what_is_within_reach_the_newest_first(region: Region) -> None:
    leader, local = await leader_of(region), await leader_of(region, 0)
    theirs = audience(AudienceRole.PARENTS, districts=[region.districts[0].id])
    made = [await written(region, leader, audience=theirs) for _ in range(31)]
    of_district = await written(region, local)
    first = await region.look(leader, queries.listing, 1)
    assert (first.total, first.count, first.rows[0].id) == (32, 2, of_district.id)
    second = await region.look(leader, queries.listing, 2)
    assert [one.id for one in second.rows] == [made[1].id, made[0].id]
    own = await region.look(local, queries.listing, 1)
    assert [one.id for one in own.rows] == [of_district.id]
