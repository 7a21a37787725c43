"""Founding a group: what is typed is kept, and a parent leads it, never a specialist (CL-T2.4)."""

import pytest

from community.core.actor import Role
from community.selfhelp.groups.kinds import Door, GroupState, Topic
from community.selfhelp.groups.models import SupportGroup
from tests.support.circles import Circle
from tests.support.factories import Someone
from tests.support.looking import only, recipients
from tests.web.browser import Browser
from tests.web.conftest import Site

FORM = {
    "title": "Чай по четвергам",
    "group_topic": "strength",
    "group_about": "Где брать силы.",
    "door": "invited",
    "meets": "online",
    "district_id": "",
    "seats": "12",
}


@pytest.fixture
async def activist(circle: Circle) -> Someone:
    someone = await circle.region.member("Алла", "Скрытная")
    await circle.region.grant(someone, Role.ACTIVIST, district=0)
    return someone


async def test_a_leader_founds_a_group_and_says_who_leads_it(
    leader: Browser, circle: Circle, activist: Someone
) -> None:
    page = await leader.open("/groups/new")
    place = circle.region.districts[0].name
    assert f"Алла (активист: {place})" in page.text
    assert "Вера (ведёт «Когда дома подросток»)" in page.text
    assert "Скрытная" not in page.source

    page = await leader.send("/groups/new", **FORM, facilitator=str(activist.id))

    assert "Группа открыта. Бот напишет ведущему." in page.text
    assert "Чай по четвергам открыта Усталость: где брать силы · онлайн, весь регион" in page.text
    assert "Ведущий Алла Места 0 из 12 Как попасть по ссылке ведущего" in page.text
    group = await only(
        circle.region.database, SupportGroup, SupportGroup.title == "Чай по четвергам"
    )
    assert (group.state, group.topic, group.door, group.online, group.capacity) == (
        GroupState.OPEN,
        Topic.STRENGTH,
        Door.INVITED,
        True,
        12,
    )
    assert activist.id in await recipients(circle.region.database, "selfhelp.opened")


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("title", " ", "Напишите что-нибудь, до 80 знаков."),
        ("group_about", "", "Напишите что-нибудь, до 600 знаков."),
        ("group_topic", "gossip", "Выберите из списка."),
        ("door", "", "Выберите из списка."),
        ("meets", "nowhere", "Выберите из списка."),
        ("seats", "2", "Целое число в пределах 3–30."),
        ("seats", "много", "Целое число в пределах 3–30."),
        ("facilitator", "", "Выберите ведущего из списка."),
    ],
)
async def test_what_was_typed_is_kept_beside_the_mistake(
    leader: Browser, activist: Someone, field: str, value: str, sentence: str
) -> None:
    form = FORM | {"facilitator": str(activist.id)} | {field: value}
    page = await leader.send("/groups/new", **form)
    assert page.status == 422
    assert sentence in page.text
    assert f'id="{field}-mistake"' in page.source
    if field != "group_about":
        assert "Где брать силы." in page.source
    if field != "facilitator":
        assert f'<option value="{activist.id}" selected>' in page.source


async def test_a_specialist_is_not_offered_and_is_refused_by_hand(
    leader: Browser, circle: Circle, activist: Someone
) -> None:
    await circle.region.grant(activist, Role.SPECIALIST)
    assert "Алла" not in (await leader.open("/groups/new")).source

    page = await leader.send("/groups/new", **FORM, facilitator=str(activist.id))

    assert page.status == 422
    assert "Группу самопомощи ведёт родитель, а не специалист клуба" in page.text
    assert "Чай по четвергам" in page.source


async def test_a_leader_of_a_district_founds_there_and_nowhere_else(
    light_site: Site, circle: Circle, activist: Someone
) -> None:
    local = await light_site.as_leader(district=0)
    page = await local.open("/groups/new")
    assert "весь регион" not in page.text
    form = FORM | {"facilitator": str(activist.id)}

    page = await local.send("/groups/new", **form)
    assert "Выберите район." in page.text
    elsewhere = {"district_id": str(circle.region.districts[1].id)}
    assert (await local.send("/groups/new", **(form | elsewhere))).status == 404
    here = {"district_id": str(circle.region.districts[0].id)}
    page = await local.send("/groups/new", **(form | here))
    assert f"онлайн, {circle.region.districts[0].name}" in page.text


async def test_with_nobody_to_choose_from_it_says_how_a_group_begins(light_site: Site) -> None:
    page = await (await light_site.as_leader(district=3)).open("/groups/new")
    assert "Выбирать пока не из кого" in page.text
    assert "Открыть группу" not in page.text
