"""A conversation on the site: its two sides, in words, without a script."""

import re
from dataclasses import dataclass

import pytest

from community.core.actor import Role
from community.core.usecase import use_case
from community.relay import service as relay
from community.relay.kinds import Medium, Side
from community.relay.models import Complaint, Conversation, RelayMessage
from community.relay.service import Party, Place, Said
from tests.support.factories import Region, Someone
from tests.support.looking import only, queued, rows
from tests.web.browser import Browser, Page
from tests.web.conftest import Site

_ONCE = re.compile(r'name="once" value="([^"]+)"')


@dataclass
class Asked:
    """A mother in the messenger, a lawyer with a browser."""

    region: Region
    mother: Someone
    lawyer: Someone
    browser: Browser
    id: int

    @property
    def path(self) -> str:
        return f"/talks/{self.id}"

    async def writes(self, words: str, place: str, file: str | None = None) -> RelayMessage:
        """The mother, in the messenger."""
        said = Said(Medium.VOICE if file else Medium.TEXT, words, file)
        at = Place(self.mother.account_id, place)
        return await self.region.act(self.mother, relay.say, self.id, said, at)

    async def answers(self, words: str, **fields: str) -> Page:
        page = await self.browser.open(self.path)
        found = _ONCE.search(page.source)
        assert found is not None
        return await self.browser.send(f"{self.path}/say", words=words, once=found[1], **fields)


async def asked_of(site: Site, lawyer: Someone, browser: Browser) -> Asked:
    mother = await site.region.member()
    parties = Party(mother.id, "#217"), Party(lawyer.id, "юрист Олег")
    async with site.region.database.write() as session:
        talk = await use_case(relay.open_conversation)(session, *parties)
    return Asked(site.region, mother, lawyer, browser, talk.id)


@pytest.fixture
async def asked(site: Site) -> Asked:
    lawyer = await site.region.newcomer()
    await site.region.grant(lawyer, Role.SPECIALIST)
    return await asked_of(site, lawyer, await site.signed_in(lawyer))


async def test_it_shows_aliases_newest_last_and_names_nobody(asked: Asked) -> None:
    await asked.writes("Какие выплаты положены?", "5")
    await asked.writes("", "6", file="telegram:AwAC")
    page = await asked.browser.open(asked.path)

    assert page.status == 200
    assert page.text.index("Какие выплаты") < page.text.index("Голосовое: смотрите в мессенджере")
    assert "Семья-217" in page.text
    assert "Вас здесь видят как «юрист Олег»" in page.text
    for hidden in ("Анна", "Седова", asked.mother.external_id, "AwAC"):
        assert hidden not in page.source


async def test_what_is_said_here_goes_to_the_messenger_once(asked: Asked) -> None:
    page = await asked.answers("Расскажите, какой статус у ребёнка?")
    assert page.path.startswith(asked.path)
    assert "Расскажите, какой статус" in page.text

    message = await only(asked.region.database, RelayMessage)
    assert (message.side, message.once is not None) == (Side.HELPER, True)
    once = message.once or ""
    await asked.browser.send(f"{asked.path}/say", words="Расскажите ещё", once=once)

    assert len(await rows(asked.region.database, RelayMessage)) == 1
    (letter,) = await queued(asked.region.database, "relay.message")
    assert letter.recipient_id == asked.mother.id


@pytest.mark.parametrize("words", ["Пишите на oleg@mail.ru", "", "  ", "я" * 4097])
async def test_what_is_refused_stays_in_the_form(asked: Asked, words: str) -> None:
    page = await asked.answers(words)

    assert page.status == 422
    assert words.strip() in page.source
    assert await rows(asked.region.database, RelayMessage) == []


async def test_ones_own_message_is_taken_back(asked: Asked) -> None:
    await asked.answers("Лишнее")
    message = await only(asked.region.database, RelayMessage)

    page = await asked.browser.send(f"{asked.path}/messages/{message.id}/back")

    assert "Сообщение убрано" in page.text
    assert "Лишнее" not in page.text
    assert len(await queued(asked.region.database, "relay.withdraw")) == 1


async def test_somebody_elses_message_is_not(asked: Asked) -> None:
    message = await asked.writes("Моё", "5")
    await asked.browser.open(asked.path)

    page = await asked.browser.send(f"{asked.path}/messages/{message.id}/back")
    assert page.status == 404


async def test_opening_up_is_proposed(asked: Asked) -> None:
    await asked.browser.open(asked.path)
    page = await asked.browser.send(f"{asked.path}/reveal")

    assert "Вы предложили открыться" in page.text
    assert len(await queued(asked.region.database, "relay.reveal_asked")) == 1


async def test_what_is_over_is_read_but_not_written(asked: Asked) -> None:
    await asked.writes("Спасибо", "5")
    await asked.region.act(asked.mother, relay.close, asked.id)
    page = await asked.browser.open(asked.path)
    assert "Спасибо" in page.text
    assert "Переписка завершена" in page.text
    assert 'name="words"' not in page.source

    page = await asked.browser.send(f"{asked.path}/say", words="Ещё", once="n")
    assert page.status == 422


async def test_a_long_one_is_paged_back(asked: Asked) -> None:
    for number in range(55):
        await asked.writes(f"Слово-{number:02}", str(number))
    page = await asked.browser.open(asked.path)
    assert "Слово-05" in page.text
    assert "Слово-04" not in page.text
    earlier = re.search(r'href="(/talks/\d+\?before=\d+)"', page.source)
    assert earlier is not None
    page = await asked.browser.open(earlier[1])
    assert "Слово-00 " in page.text
    assert "Слово-05" not in page.text


async def test_a_list_says_who_waits(asked: Asked) -> None:
    await asked.writes("Здравствуйте", "5")
    page = await asked.browser.open("/talks")
    assert "Семья-217 ждёт вашего ответа" in page.text

    await asked.answers("Здравствуйте")
    assert "ждёт вашего" not in (await asked.browser.open("/talks")).text


@pytest.mark.parametrize("role", [Role.LEADER, Role.ADMIN, Role.SPECIALIST, Role.ACTIVIST])
async def test_nobody_else_sees_that_there_is_one(site: Site, asked: Asked, role: Role) -> None:
    await asked.writes("Тайна", "5")
    browser = await site.signed_in(await site.region.holder(role))
    assert "Семья-217" not in (await browser.open("/talks")).text
    for path in (asked.path, f"{asked.path}/complaint"):
        page = await browser.open(path)
        assert (page.status, "Тайна" in page.source) == (404, False)
    for path in ("say", "reveal", "complaint"):
        page = await browser.send(f"{asked.path}/{path}", words="Привет", once="n")
        assert page.status == 404
    talk = await only(asked.region.database, Conversation)
    assert (talk.helper_spoke_at, talk.helper_reveals) == (None, False)


async def test_a_side_complains_here_as_well(asked: Asked) -> None:
    page = await asked.browser.open(f"{asked.path}/complaint")
    assert "только вместе" in page.text

    page = await asked.browser.send(f"{asked.path}/complaint", words="Угрожает мне")

    assert "Разбираться будут двое" in page.text
    complaint = await only(asked.region.database, Complaint)
    assert (complaint.by_id, complaint.words) == (asked.lawyer.id, "Угрожает мне")


async def test_a_specialist_meets_nothing_of_the_club_on_the_first_page(asked: Asked) -> None:
    page = await asked.browser.open("/")

    assert page.status == 200
    for words in ("Ждут, чтобы их впустили", "Здоровье", "Семьи клуба", "Журнал", "Дежурства"):
        assert words not in page.text
    assert "Переписка" in page.text
