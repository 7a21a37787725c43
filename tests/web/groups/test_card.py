"""One group: how it is, its meetings as counts, who leads it, and its end."""

from community.core.actor import Role
from community.selfhelp.care import notes
from community.selfhelp.groups import leading
from community.selfhelp.groups import service as groups
from community.selfhelp.groups.kinds import GroupState
from community.selfhelp.meetings import holding
from tests.support.circles import Circle
from tests.support.looking import recipients
from tests.web.browser import Browser
from tests.web.conftest import Site


def address(circle: Circle, ending: str = "") -> str:
    return f"/groups/{circle.group.id}{ending}"


class TestCard:
    async def test_meetings_are_counts_by_month_without_a_mood_a_note_or_a_name(
        self, light_site: Site, circle: Circle
    ) -> None:
        region, members = circle.region, await circle.joined(3)
        meetings = await circle.meets(every_weeks=2)
        for meeting, count in zip(meetings[:2], (3, 1), strict=True):
            circle.until(meeting.ends_at)
            came = [one.id for one in members[:count]]
            await region.act(circle.facilitator, holding.note_attendance, meeting.id, came)
        await region.act(circle.facilitator, holding.note_mood, meetings[1].id, "Тревожно")
        await region.act(circle.facilitator, notes.write_note, circle.group.id, "Позвонить маме")

        page = await (await light_site.signed_in(circle.leader)).open(address(circle))

        assert "Апрель 2026 · 1 встреча 01.04.2026 1 Март 2026 · 1 встреча 18.03.2026 3" in (
            page.text
        )
        assert "Места 3 из 8" in page.text
        for hidden in ("Мария", "Полева", "Тревожно", "Позвонить", "Школьная"):
            assert hidden not in page.source

    async def test_shows_what_its_members_agree_to(self, leader: Browser, circle: Circle) -> None:
        words = "Не уносим чужих историй."
        await circle.region.act(circle.facilitator, groups.renew_agreement, circle.group.id, words)
        assert words in (await leader.open(address(circle))).text

    async def test_does_not_exist_for_another_district(
        self, light_site: Site, circle: Circle
    ) -> None:
        elsewhere = await light_site.as_leader(district=1)
        for ending in ("", "/close"):
            assert (await elsewhere.open(address(circle, ending))).status == 404


class TestLead:
    async def test_somebody_else_is_appointed(self, leader: Browser, circle: Circle) -> None:
        region = circle.region
        activist = await region.member("Алла", "Скрытная")
        await region.grant(activist, Role.ACTIVIST, district=0)
        await region.act(circle.facilitator, leading.step_down, circle.group.id)
        page = await leader.open(address(circle))
        assert "Никто не ведёт группу: назначьте ведущего." in page.text
        page = await leader.send(address(circle, "/appoint"), facilitator="")
        assert page.status == 422
        assert "Выберите ведущего из списка." in page.text

        page = await leader.send(address(circle, "/appoint"), facilitator=str(activist.id))

        assert "Готово: ведущий назначен" in page.text
        assert "Ведущий Алла" in page.text
        assert "назначьте ведущего" not in page.text

    async def test_a_specialist_or_an_unknown_parent_is_refused(
        self, leader: Browser, circle: Circle
    ) -> None:
        specialist, parent = await circle.region.member(), await circle.region.member()
        await circle.region.grant(specialist, Role.SPECIALIST)
        page = await leader.send(address(circle, "/appoint"), facilitator=str(specialist.id))
        assert "Группу самопомощи ведёт родитель, а не специалист клуба" in page.text
        page = await leader.send(address(circle, "/appoint"), facilitator=str(parent.id))
        assert "Выберите ведущего из списка." in page.text
        assert "Ведущий Вера" in page.text


class TestEnd:
    async def test_a_group_that_nobody_leads_is_closed_with_a_farewell(
        self, leader: Browser, circle: Circle
    ) -> None:
        region, members = circle.region, await circle.joined(2)
        await region.act(circle.facilitator, leading.step_down, circle.group.id)
        page = await leader.open(address(circle, "/close"))
        assert "2 участника сразу прочитают ваши слова в боте." in page.text
        page = await leader.send(address(circle, "/close"), farewell="")
        assert page.status == 422
        assert "Напишите что-нибудь, до 1000 знаков." in page.text

        page = await leader.send(address(circle, "/close"), farewell="Спасибо, что были рядом.")

        assert "Группа закрыта, участники прочитают слова на прощание." in page.text
        assert "Спасибо, что были рядом." not in page.text
        assert "Назначить" not in page.text
        told = await recipients(region.database, "selfhelp.farewell")
        assert told == [one.id for one in members]

    async def test_while_somebody_leads_it_they_say_farewell(
        self, leader: Browser, circle: Circle
    ) -> None:
        assert "/close" not in (await leader.open(address(circle))).source
        page = await leader.open(address(circle, "/close"))
        assert "У этой группы есть ведущий, и прощается с ней он." in page.text
        page = await leader.send(address(circle, "/close"), farewell="Всё")
        assert page.status == 422
        assert (await circle.now()).state is GroupState.OPEN

    async def test_nobody_is_appointed_to_a_closed_group(
        self, leader: Browser, circle: Circle
    ) -> None:
        activist = await circle.region.member()
        await circle.region.grant(activist, Role.ACTIVIST)
        await circle.region.act(circle.facilitator, groups.close, circle.group.id, "Спасибо")
        page = await leader.send(address(circle, "/appoint"), facilitator=str(activist.id))
        assert page.status == 422
        assert "Эта группа закрыта: в ней больше ничего не меняется." in page.text


async def test_the_roles_page_gives_it_only_to_parents_who_are_no_specialists(
    leader: Browser, circle: Circle
) -> None:
    region = circle.region
    specialist, applicant = await region.member(), (await region.applicant())[0]
    await region.grant(specialist, Role.SPECIALIST)
    page = await leader.open(f"/people/{specialist.id}/roles")
    assert "Роль ведущего группы самопомощи даётся вместе с группой" in page.text
    for someone, sentence in (
        (specialist, "Группу самопомощи ведёт родитель, а не специалист клуба"),
        (applicant, "Группу самопомощи ведёт родитель, который состоит в клубе"),
    ):
        page = await leader.send(f"/people/{someone.id}/roles", role="facilitator")
        assert page.status == 422
        assert sentence in page.text
        assert '<option value="facilitator" selected>' in page.source
