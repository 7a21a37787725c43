"""What is the club's own: it gives nobody away when it is said in a chat."""

from community.core.actor import Role
from community.membership.documents.rules import LANGUAGES
from community.membership.documents.service import publish_version
from moderation.detect import ChatRules, Detector, Message
from moderation.detect.personal_data import PersonalDataSigns
from moderation.incidents.known import load_known
from tests.support.factories import SYSTEM, Region


async def test_published_numbers_sites_and_specialists_are_known(region: Region) -> None:
    await region.grant(await region.member("Ольга", "Шелест"), Role.SPECIALIST)
    await region.grant(await region.member("Вера", "Ким"), Role.ACTIVIST)
    async with region.database.read() as session:
        before = await load_known(session)
    text = "Телефон клуба: +7 (913) 555-44-33, сайт https://www.club.example/rules, почта a@mail.ru"
    document = {"title": "Помощь", "summary": "Звоните", "body": text, "withdraw_effect": ""}
    texts = dict.fromkeys(LANGUAGES, document)
    await region.act(SYSTEM, publish_version, "helplines", texts, asks_again=False, based_on=1)

    async with region.database.read() as session:
        known = await load_known(session)

    assert "79135554433" not in before.phones
    assert "79135554433" in known.phones
    assert "club.example" in known.domains
    assert "mail.ru" not in known.domains  # a mailbox there may be anybody's
    assert "шелест" in known.people
    assert "ким" not in known.people  # an activist's surname is her children's too


async def test_the_clubs_own_number_may_be_said_beside_a_name(region: Region) -> None:
    async with region.database.read() as session:
        known = await load_known(session)
    said = Message("Звоните Ольге: 8-800-2000-122, это бесплатно")

    verdict = Detector([PersonalDataSigns()]).judge(said, ChatRules(known=known))

    assert not verdict.raised
