"""Scenario 10: a parent in a messenger, a lawyer in the web cabinet, neither sees the other."""

import re
from contextlib import AsyncExitStack

import pytest

from community.core.actor import Role
from community.core.usecase import use_case
from community.relay import service as relay
from community.relay.models import RelayMessage
from community.relay.service import Party
from tests.support.club import Club
from tests.support.looking import rows
from tests.web.browser import Browser
from tests.web.conftest import Site, context_of
from web.app import create_app

_ONCE = re.compile(r'name="once" value="([^"]+)"')


async def answer(browser: Browser, path: str, words: str) -> None:
    found = _ONCE.search((await browser.open(path)).source)
    assert found is not None
    for _ in range(2):  # an impatient finger sends the form twice
        await browser.send(f"{path}/say", words=words, once=found[1])


@pytest.mark.both_databases
async def test_an_anonymous_request_between_messenger_and_site(club: Club) -> None:
    region = club.region
    mother = await region.member("Анна", "Седова")
    anna = await club.in_messenger(mother, "Анна Настоящая")
    lawyer = await region.newcomer()
    await region.grant(lawyer, Role.SPECIALIST)
    parties = Party(mother.id, "#217"), Party(lawyer.id, "юрист Олег")
    async with region.database.write() as session:
        talk = (await use_case(relay.open_conversation)(session, *parties)).id
    path = f"/talks/{talk}"
    async with AsyncExitStack() as stack:
        site = Site(region, create_app(context_of(region.database)), stack)
        browser = await site.signed_in(lawyer)

        await club.say(anna, "Положены ли выплаты при опеке?")
        page = await browser.open(path)
        assert "Положены ли выплаты при опеке?" in page.text
        assert "Семья-217" in page.text
        for hidden in ("Анна", "Седова", "Настоящая", str(anna)):
            assert hidden not in page.source

        await answer(browser, path, "Да. Какой у вас статус?")
        await club.settle()
        inbox = (await club.messenger.inbox(anna))["messages"]
        (copy,) = [one for one in inbox if "Какой у вас статус?" in one["text"]]
        assert copy["text"] == "💬 юрист Олег\nДа. Какой у вас статус?"
        assert "forward_origin" not in copy

        assert "не дошло" not in await club.words(anna), "it is read in the cabinet"

        await club.restart()
        await club.say(anna, "Предварительная опека", reply_to=copy["id"])
        assert "Предварительная опека" in (await browser.open(path)).text
        asked, replied = (await rows(region.database, RelayMessage))[1:]
        assert replied.reply_to_id == asked.id

        await answer(browser, path, "Тогда положены с первого дня")
        await club.settle()
        assert await club.screen(anna) == "💬 юрист Олег\nТогда положены с первого дня"
        assert str(lawyer.external_id) not in await club.words(anna)
