"""A leader sees how many get a letter of e-mail instead: before, and how it went. Never who."""

from community.core.db import Database
from community.membership.people.service import mark_unreachable
from tests.support.announcing import leader_of, sent, written
from tests.support.delivering import deliver
from tests.support.factories import Region, Someone
from tests.support.mailing import confirmed_address
from tests.web.conftest import Site


async def block(database: Database, someone: Someone) -> None:
    async with database.write() as session:
        await mark_unreachable(session, someone.account_id)


async def silent_with_mail(region: Region) -> None:
    for number in range(3):
        someone = await region.member("Тайна", "Планета")
        await confirmed_address(region, someone, f"tainova{number}@example.org")
        await block(region.database, someone)


async def test_letters_are_counted_before_and_after(light_site: Site) -> None:
    region = light_site.region
    leader = await leader_of(region)
    await silent_with_mail(region)
    await region.member()
    await deliver(region.database)
    browser = await light_site.signed_in(leader)
    draft = await written(region, leader)
    page = await browser.open(f"/announcements/{draft.id}/send")
    assert "3 человека заблокировали бота, им придёт письмо на почту." in page.text

    announcement = await sent(region, leader)
    await deliver(region.database)
    page = await browser.open(f"/announcements/{announcement.id}")
    assert "получили 1" in page.text
    assert "получили письмом 3" in page.text
    for secret in ("Планета", "tainova"):
        assert secret not in page.source
