"""The link in each letter takes the address away: by a press, and not by looking."""

from community.core.audit import AuditEntry
from community.membership.people import emails
from community.membership.people.models import PersonEmail
from community.membership.people.service import choose_language
from tests.support.looking import only, rows
from tests.support.mailing import confirmed_address
from tests.web.conftest import Site

ADDRESS = "anna.tainova@example.org"


async def link_of(site: Site, language: str = "ru") -> str:
    anna = await site.region.member()
    await site.region.act(anna, choose_language, language)
    await confirmed_address(site.region, anna, ADDRESS)
    async with site.region.database.read() as session:
        mailbox = await emails.mailbox_of(session, anna.id)
    assert mailbox is not None
    return f"/mail/{mailbox.stop}"


async def test_whoever_reads_the_letters_stops_them(site: Site) -> None:
    link, browser = await link_of(site), await site.browser()
    page = await browser.open(link)
    assert page.status == 200
    assert "Больше не присылать писем?" in page.text
    assert ADDRESS not in page.source
    assert (await only(site.region.database, PersonEmail)).confirmed_at is not None

    answer = await browser.client.post(link)
    assert answer.status_code == 200
    assert "Писем больше не будет" in answer.text
    assert await rows(site.region.database, PersonEmail) == []
    assert (await rows(site.region.database, AuditEntry))[-1].tag == "web:email:remove"
    assert (await browser.open(link)).status == 404


async def test_a_mail_program_does_it_by_itself(light_site: Site) -> None:
    link, browser = await link_of(light_site), await light_site.browser()
    answer = await browser.client.post(link, data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert await rows(light_site.region.database, PersonEmail) == []
    again = await browser.client.post(link, data={"List-Unsubscribe": "One-Click"})
    assert again.status_code == 404


async def test_it_speaks_the_language_of_its_reader(light_site: Site) -> None:
    page = await (await light_site.browser()).open(await link_of(light_site, "en"))
    assert "No more letters?" in page.text


async def test_another_secret_opens_nothing_and_cannot_be_guessed(light_site: Site) -> None:
    await link_of(light_site)
    browser = await light_site.browser()
    assert (await browser.open("/mail/nonsense")).status == 404
    assert (await browser.client.post("/mail/nonsense")).status_code == 404
    assert len(await rows(light_site.region.database, PersonEmail)) == 1
    tries = [(await browser.open("/mail/nonsense")).status for _ in range(60)]
    assert tries[-1] == 429
