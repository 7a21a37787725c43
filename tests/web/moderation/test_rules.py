"""Rules of chats and of the region, and trying a message by them."""

import re

import pytest

from community.chats.models import Chat
from community.core.audit import AuditEntry
from moderation.detect.message import Strictness
from moderation.detect.standard import standard_detector
from moderation.incidents.models import ChatSetting
from moderation.incidents.settings import load_settings
from tests.support.looking import rows
from tests.web.browser import Browser
from tests.web.conftest import Site, context_of
from web.app import create_app


async def test_a_chat_follows_the_region_until_it_says_otherwise(
    site: Site, leader: Browser, chat: Chat
) -> None:
    await leader.open("/moderation/rules")
    await leader.send("/moderation/rules", spam="hold", probation_messages="7")
    page = await leader.open(f"/moderation/rules/{chat.id}")
    assert "в области: только придержит" in page.text
    assert 'placeholder="7"' in page.source
    page = await leader.send(f"/moderation/rules/{chat.id}", spam="normal", probation_links="no")
    assert "Правила сохранены" in page.text
    async with site.region.database.read() as session:
        settings = await load_settings(session, chat.id)
    assert settings.spam is Strictness.NORMAL
    assert settings.probation_messages == 7
    assert not settings.probation_links

    await leader.send(f"/moderation/rules/{chat.id}", spam="", probation_links="")
    own = await rows(site.region.database, ChatSetting, ChatSetting.chat_id == chat.id)
    assert own == []


@pytest.mark.parametrize(
    ("field", "typed"),
    [("probation_days", "91"), ("slow_seconds", "много"), ("report_hold_weight", "0,1")],
)
async def test_a_number_out_of_bounds_gets_a_sentence_and_nothing_typed_is_lost(
    site: Site, leader: Browser, chat: Chat, field: str, typed: str
) -> None:
    await leader.open(f"/moderation/rules/{chat.id}")
    page = await leader.send(f"/moderation/rules/{chat.id}", abuse="hint", **{field: typed})
    assert page.status == 422
    assert "Нужно число:" in page.text
    (mistaken,) = re.findall(f'<input[^>]+value="{typed}"[^>]+>', page.source)
    assert "autofocus" in mistaken  # the page is long: it opens at the mistake
    assert '<option value="hint" selected>' in page.source
    assert await rows(site.region.database, ChatSetting) == []


async def test_a_district_leader_reads_the_regions_rules_but_does_not_set_them(
    site: Site, chat: Chat
) -> None:
    local = await site.as_leader(district=0)
    page = await local.open("/moderation/rules")
    assert "Сохранить" not in page.text
    assert chat.title in page.text
    assert (await local.send("/moderation/rules", spam="off")).status == 404
    assert "Сохранить" in (await local.open(f"/moderation/rules/{chat.id}")).text


@pytest.fixture
def judging(site: Site) -> None:
    """The site with the detector that the product ships."""
    context = context_of(site.region.database, detector=standard_detector())
    site.app.state.context = create_app(context).state.context


@pytest.mark.usefixtures("judging")
async def test_a_message_is_tried_by_the_rules_of_the_chat_and_kept_nowhere(
    site: Site, leader: Browser, chat: Chat
) -> None:
    before = len(await rows(site.region.database, AuditEntry))
    await leader.open(f"/moderation/rules/{chat.id}")
    page = await leader.send(
        f"/moderation/rules/{chat.id}/try",
        text="Вот данные: Алина Петрова, 2015 г.р., СНИЛС 112-233-445 95",
        standing="member",
    )
    assert "Убрано, текст возвращён автору." in page.text
    assert "<mark" in page.source
    assert "112-233-445 95" in page.text  # what was typed is still there
    assert len(await rows(site.region.database, AuditEntry)) == before

    await leader.send(f"/moderation/rules/{chat.id}", personal_data="off")
    page = await leader.send(
        f"/moderation/rules/{chat.id}/try",
        text="Вот данные: Алина Петрова, 2015 г.р., СНИЛС 112-233-445 95",
        standing="member",
    )
    assert "Сообщение осталось." in page.text


async def test_nothing_to_try_gets_a_sentence(leader: Browser) -> None:
    await leader.open("/moderation/rules")
    page = await leader.send("/moderation/rules/try", text="  ", standing="member")
    assert page.status == 422
    assert "Напишите что-нибудь" in page.text
