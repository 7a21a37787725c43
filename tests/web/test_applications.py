"""Letting people in from the site."""

from sqlalchemy import select

from community.core.actor import Role
from community.core.audit import AuditEntry
from community.membership.people.models import Person, Standing
from community.membership.verification import service as verification
from community.membership.verification.models import Application, ApplicationState
from tests.support.factories import Region
from tests.web.conftest import Site

WORDS = "Двое приёмных детей, живу у рынка"


async def stored(region: Region, application: Application) -> Application:
    async with region.database.read() as session:
        return await session.get_one(Application, application.id)


async def test_a_leader_opens_the_card_and_lets_the_family_in(site: Site) -> None:
    mother, application = await site.region.applicant("Инна", "Рощина", about=WORDS)
    leader = await site.as_leader()
    page = await leader.open("/")
    assert "Ждут решения 1" in page.text
    assert "Рощина" not in page.source

    page = await leader.open(f"/families/applications/{application.id}")
    assert "Инна Рощина" in page.text
    assert WORDS in page.text
    page = await leader.send(f"/families/applications/{application.id}/decision", verdict="yes")
    assert page.path == "/"
    assert "Готово: человек в клубе" in page.text
    assert "Никто не ждёт" in page.text

    async with site.region.database.read() as session:
        assert (await session.get_one(Person, mother.id)).standing is Standing.MEMBER
        looked = select(AuditEntry.person_id).where(AuditEntry.tag == "web:application:view")
        assert list(await session.scalars(looked)) == [mother.id]


async def test_a_refusal_asks_for_a_reason_and_keeps_what_was_typed(site: Site) -> None:
    _, application = await site.region.applicant()
    leader = await site.as_leader()
    address = f"/families/applications/{application.id}"
    await leader.open(address)
    page = await leader.send(f"{address}/decision", verdict="no", reason="")
    assert page.status == 422
    assert "Напишите причину" in page.text
    too_long = "я" * 201
    page = await leader.send(f"{address}/decision", verdict="no", reason=too_long)
    assert too_long in page.source
    assert (await stored(site.region, application)).state is ApplicationState.OPEN

    page = await leader.send(f"{address}/decision", verdict="no", reason="не подтвердилось")
    assert "Причину видят только лидеры" in page.text
    row = await stored(site.region, application)
    assert (row.state, row.refusal_reason) == (ApplicationState.REFUSED, "не подтвердилось")


async def test_activists_who_disagree_are_quoted_and_the_leader_is_asked(site: Site) -> None:
    region = site.region
    _, application = await region.applicant("Пётр", "Новый", district=1)
    for in_favour, reason in ((False, "никто его не знает"), (True, "мой сосед")):
        activist = await region.holder(Role.ACTIVIST, district=1)
        async with region.database.write() as session:
            await verification.vouch(
                session,
                await region.actor(activist),
                application.id,
                in_favour=in_favour,
                reason=reason,
            )
    leader = await site.as_leader(district=1)
    assert "активисты не согласны: решаете вы" in (await leader.open("/")).text
    page = await leader.open(f"/families/applications/{application.id}")
    assert "никто его не знает" in page.text
    assert "мой сосед" in page.text
    assert "Только добавить своё слово" not in page.text


async def test_a_word_alone_waits_for_another_when_it_is_a_doubt(site: Site) -> None:
    _, application = await site.region.applicant()
    leader = await site.as_leader()
    address = f"/families/applications/{application.id}"
    await leader.open(address)
    page = await leader.send(f"{address}/word", verdict="no", reason="не знаю такой семьи")
    assert "Ваше слово учтено" in page.text
    assert (await stored(site.region, application)).state is ApplicationState.DOUBTED
    assert "Вы уже сказали своё слово" in (await leader.open(address)).text


async def test_two_leaders_at_once_the_second_hears_how_it_ended(site: Site) -> None:
    _, application = await site.region.applicant()
    first, second = await site.as_leader(), await site.as_leader()
    address = f"/families/applications/{application.id}"
    await first.open(address)
    await second.open(address)
    await first.send(f"{address}/decision", verdict="yes")
    page = await second.send(f"{address}/decision", verdict="no", reason="сомневаюсь")
    assert page.status == 422
    assert "Кто-то успел раньше" in page.text
    assert (await stored(site.region, application)).state is ApplicationState.VERIFIED


async def test_an_application_of_another_district_does_not_exist(site: Site) -> None:
    _, application = await site.region.applicant("Инна", "Рощина", district=0)
    leader = await site.as_leader(district=1)
    address = f"/families/applications/{application.id}"
    assert "Ждут решения 1" not in (await leader.open("/")).text
    assert (await leader.open(address)).status == 404
    assert (await leader.send(f"{address}/decision", verdict="yes")).status == 404
    assert (await stored(site.region, application)).state is ApplicationState.OPEN
