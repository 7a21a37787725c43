"""Codes on paper: a batch, its sheet, taking it back."""

from datetime import timedelta

from sqlalchemy import func, select

from community.membership.invitations.models import Invitation, InvitationBatch
from community.membership.verification import service as verification
from community.membership.verification.models import ApplicantKind
from community.membership.verification.service import Form
from tests.support.factories import Region
from tests.web.browser import Browser, Page
from tests.web.conftest import Site, context_of
from web.pages.invitations.sheet import invitation_link

BODY = "Отдел опеки города"


async def create(browser: Browser, region: Region, *, district: int = 0, **changes: str) -> Page:
    await browser.open("/invitations/new")
    place = str(region.districts[district].id)
    form = {"district_id": place, "handed_to": BODY, "count": "3", "days": "30"}
    return await browser.send("/invitations/new", **(form | changes))


async def codes(region: Region) -> list[str]:
    async with region.database.read() as session:
        return list(await session.scalars(select(Invitation.code).order_by(Invitation.id)))


async def test_a_batch_is_created_and_its_sheet_shown(site: Site) -> None:
    leader = await site.as_leader()
    page = await create(leader, site.region)
    assert page.path == "/invitations/1/print"
    assert "Коды готовы" in page.text
    made = await codes(site.region)
    assert len(made) == 3
    for code in made:
        assert f"{code[:4]}-{code[4:]}" in page.text
    assert "не узнает, пришли ли вы" in page.text
    assert "@svet_club_bot" in page.text


async def test_the_picture_of_a_code_leads_to_the_bot(site: Site) -> None:
    leader = await site.as_leader()
    await create(leader, site.region, count="1")
    picture = await leader.open("/invitations/1/codes/1.svg")
    assert picture.response.headers["Content-Type"] == "image/svg+xml"
    context = context_of(site.region.database, bot_link="http://127.0.0.1:8081/")
    [code] = await codes(site.region)
    assert invitation_link(context, code) == f"http://127.0.0.1:8081/svet_club_bot?start=inv_{code}"


async def test_a_long_batch_is_printed_in_parts_that_stay_light(site: Site) -> None:
    leader = await site.as_leader()
    page = await create(leader, site.region, count="100")
    assert page.source.count("<article") == 40
    assert len(page.response.content) < 60_000
    last = await leader.open("/invitations/1/print?page=3")
    assert last.source.count("<article") == 20


async def test_wrong_numbers_are_told_beside_their_fields_and_nothing_typed_is_lost(
    site: Site,
) -> None:
    leader = await site.as_leader()
    for changes, said in (
        ({"count": "много"}, "Целое число от 1 до 500."),
        ({"count": "501"}, "Целое число от 1 до 500."),
        ({"days": "0"}, "Целое число от 1 до 365."),
        ({"handed_to": " "}, "Напишите, кто раздаёт коды"),
        ({"district_id": ""}, "Выберите район."),
    ):
        page = await create(leader, site.region, **changes)
        assert page.status == 422
        assert said in page.text
        [field] = changes
        assert f'aria-describedby="{field}-mistake' in page.source
        assert field == "handed_to" or BODY in page.source
    async with site.region.database.read() as session:
        assert await session.scalar(select(func.count()).select_from(InvitationBatch)) == 0


async def test_used_codes_are_counted_and_no_longer_printed(site: Site) -> None:
    leader = await site.as_leader()
    await create(leader, site.region)
    mother = await site.region.newcomer()
    await site.region.accept_all(mother)
    first = (await codes(site.region))[0]
    async with site.region.database.write() as session:
        place = site.region.districts[0].id
        form = Form(ApplicantKind.PARENT, "Анна", "Седова", place, invitation_code=first)
        await verification.apply(session, await site.region.actor(mother), form)

    assert "1 из 3" in (await leader.open("/invitations")).text
    sheet = await leader.open("/invitations/1/print")
    assert f"{first[:4]}-{first[4:]}" not in sheet.text
    assert (await leader.open("/invitations/1/codes/1.svg")).status == 404


async def test_a_lost_sheet_is_taken_back_after_a_question(site: Site) -> None:
    leader = await site.as_leader()
    await create(leader, site.region)
    page = await leader.open("/invitations/1/revoke")
    assert "3 неиспользованных кода навсегда перестанут действовать" in page.text
    page = await leader.send("/invitations/1/revoke")
    assert "больше не действуют" in page.text
    assert "отозваны" in page.text
    sheet = await leader.open("/invitations/1/print")
    assert "Эти коды больше не действуют" in sheet.text
    assert "<article" not in sheet.source
    assert (await leader.send("/invitations/1/revoke")).status == 409


async def test_an_expired_batch_is_not_printed(site: Site) -> None:
    leader = await site.as_leader()
    await create(leader, site.region, days="1")
    site.region.clock.advance(timedelta(days=2))
    assert "<article" not in (await leader.open("/invitations/1/print")).source
    assert "срок вышел" in (await leader.open("/invitations")).text


async def test_another_district_can_neither_be_chosen_nor_seen(site: Site) -> None:
    await create(await site.as_leader(), site.region, district=0)
    leader = await site.as_leader(district=1)
    page = await leader.open("/invitations/new")
    assert site.region.districts[0].name not in page.text
    assert (await create(leader, site.region, district=0)).status == 404
    assert BODY not in (await leader.open("/invitations")).text
    for address in ("print", "revoke", "codes/1.svg"):
        assert (await leader.open(f"/invitations/1/{address}")).status == 404
