"""Complaints on the site: named, agreed, read together, decided."""

from dataclasses import dataclass

import pytest

from community.core.actor import Role
from community.core.audit import views_of
from community.core.usecase import use_case
from community.relay import service as relay
from community.relay.kinds import ComplaintOutcome, Medium
from community.relay.models import Complaint
from community.relay.service import Party, Place, Said
from tests.support.factories import Someone
from tests.support.looking import only
from tests.web.browser import Browser
from tests.web.conftest import Site

SAID, COMPLAINED = "Сами виноваты во всём", "Она меня обвиняла"


@dataclass
class Desk:
    site: Site
    mother: Someone
    lawyer: Someone
    second: Someone
    leader: Browser
    reader: Browser
    path: str

    async def named(self) -> None:
        await self.leader.open(self.path)
        await self.leader.send(f"{self.path}/readers", second=str(self.second.id))

    async def opened(self) -> None:
        await self.named()
        for browser in (self.leader, self.reader):
            await browser.open(self.path)
            await browser.send(f"{self.path}/consent", answer="yes")


@pytest.fixture
async def desk(site: Site) -> Desk:
    region = site.region
    mother, lawyer = await region.member(), await region.member("Олег", "Тихий")
    leader = await site.as_leader()
    second = await region.holder(Role.ACTIVIST)
    parties = Party(mother.id, "#217"), Party(lawyer.id, "юрист Олег")
    async with region.database.write() as session:
        talk = await use_case(relay.open_conversation)(session, *parties)
    said, at = Said(Medium.TEXT, SAID, None), Place(lawyer.account_id, "5")
    await region.act(lawyer, relay.say, talk.id, said, at)
    complaint = await region.act(mother, relay.complain, talk.id, COMPLAINED)
    path = f"/help-requests/complaints/{complaint.id}"
    reader = await site.signed_in(second)
    return Desk(site, mother, lawyer, second, leader, reader, path)


async def test_a_leader_sees_that_there_is_one_and_names_a_second(desk: Desk) -> None:
    page = await desk.leader.open("/help-requests/complaints")
    assert "Семья-217: жалоба на «юрист Олег»" in page.text
    page = await desk.leader.open(desk.path)
    assert COMPLAINED not in page.source
    assert "Вера Ким" in page.text

    await desk.named()
    page = await desk.leader.open(desk.path)
    assert COMPLAINED in page.text
    assert "согласия пока нет" in page.text
    assert SAID not in page.source


async def test_it_is_read_only_while_both_agree(desk: Desk) -> None:
    await desk.named()
    for browser in (desk.leader, desk.reader):
        page = await browser.open(f"{desk.path}/transcript")
        assert (page.status, SAID in page.source) == (409, False)
    await desk.opened()
    for browser in (desk.leader, desk.reader):
        page = await browser.open(f"{desk.path}/transcript")
        assert (page.status, SAID in page.text) == (200, True)
        for name in ("Анна", "Седова", "Тихий"):
            assert name not in page.source
    async with desk.site.region.database.read() as session:
        for side in (desk.mother, desk.lawyer):
            looked = [view.tag for view in await views_of(session, side.id)]
            assert looked.count("web:conversation:view") == 2

    await desk.reader.send(f"{desk.path}/consent", answer="no")
    page = await desk.leader.open(f"{desk.path}/transcript")
    assert (page.status, SAID in page.source) == (409, False)


async def test_the_outcome_is_chosen_by_one_of_the_two(desk: Desk) -> None:
    await desk.opened()
    page = await desk.reader.open(desk.path)
    assert "Прочитать переписку" in page.text
    page = await desk.reader.send(f"{desk.path}/decision", outcome="", note="")
    assert page.status == 422
    page = await desk.reader.send(
        f"{desk.path}/decision", outcome="talked_to", note="Тихая заметка"
    )

    assert page.path == "/help-requests/complaints"
    assert "с человеком поговорили" in page.text
    row = await only(desk.site.region.database, Complaint)
    assert row.outcome is ComplaintOutcome.TALKED_TO
    assert "Тихая заметка" in (await desk.leader.open(desk.path)).text
    page = await desk.leader.open(f"{desk.path}/transcript")
    assert (page.status, SAID in page.source) == (409, False)


async def test_a_third_leader_sees_neither_words_nor_conversation(desk: Desk) -> None:
    await desk.opened()
    third = await desk.site.as_leader()
    page = await third.open(desk.path)
    assert (page.status, COMPLAINED in page.source) == (200, False)
    for path in ("transcript",):
        page = await third.open(f"{desk.path}/{path}")
        assert (page.status, SAID in page.source) == (404, False)
    for path in ("consent", "decision"):
        page = await third.send(f"{desk.path}/{path}", answer="yes", outcome="ended")
        assert page.status == 404


@pytest.mark.parametrize(
    ("role", "district"),
    [(Role.ADMIN, None), (Role.SPECIALIST, None), (Role.LEADER, 0), (Role.ACTIVIST, None)],
)
async def test_others_meet_no_complaint(desk: Desk, role: Role, district: int | None) -> None:
    someone = await desk.site.region.holder(role, district=district)
    browser = await desk.site.signed_in(someone)
    for path in (desk.path, f"{desk.path}/transcript"):
        assert (await browser.open(path)).status == 404
    for path in ("readers", "consent", "decision"):
        page = await browser.send(f"{desk.path}/{path}", second="1", answer="yes", outcome="ended")
        assert page.status == 404
    page = await browser.open("/help-requests/complaints")
    assert "Семья-217" not in page.source
    assert page.status == (200 if role is Role.ACTIVIST else 404)


async def test_the_one_complained_about_meets_nothing_even_as_a_leader(desk: Desk) -> None:
    await desk.site.region.grant(desk.lawyer, Role.LEADER)
    browser = await desk.site.signed_in(desk.lawyer)

    assert "юрист Олег" not in (await browser.open("/help-requests/complaints")).text
    assert (await browser.open(desk.path)).status == 404
