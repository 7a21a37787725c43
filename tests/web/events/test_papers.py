"""What is printed and taken along: boxes to tick, sheets of a workbook."""

import io
from typing import Any

from openpyxl import load_workbook

from community.events.planning.models import EventQuestion
from community.events.planning.rules import QuestionPlan
from community.events.signing import wishes
from community.events.signing.kinds import Transport
from tests.support.looking import only
from tests.support.season import Season
from tests.web.browser import Browser
from tests.web.conftest import Site
from tests.web.events.test_guests import begin

FORMULA = '=HYPERLINK("http://evil.example.org")'


async def book(browser: Browser, event_id: int) -> Any:
    response = await browser.client.get(f"/events/{event_id}/summary.xlsx")
    assert response.status_code == 200
    assert f'filename="event-{event_id}.xlsx"' in response.headers["content-disposition"]
    return load_workbook(io.BytesIO(response.content))


def lines(sheet: Any) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


class TestWorkbook:
    async def test_counts_families_and_the_waiting_list(
        self, organiser: Browser, season: Season
    ) -> None:
        region = season.region
        event = await season.event(capacity=4, questions=(QuestionPlan("Обед?"),))
        question = await only(region.database, EventQuestion)
        mother = await region.member("Мария", "Седова", district=1)
        party = await season.sign_up(mother, event, adults=1, children=2)
        await region.act(mother, wishes.say_needs, party.id, "Без орехов")
        await region.act(mother, wishes.say_transport, party.id, Transport.NEEDED, 2)
        await region.act(mother, wishes.answer, party.id, question.id, "да")
        await season.sign_up(await region.member("Инна", "Рощина"), event, adults=2)
        await begin(season, event)
        await organiser.open(f"/events/{event.id}/guests")
        await organiser.send(f"/events/{event.id}/mark", came=str(party.id))

        found = await book(organiser, event.id)

        assert found.sheetnames == ["Итоги", "Семьи", "Лист ожидания"]
        totals = {row[0]: row[1] for row in lines(found["Итоги"])}
        assert totals["Событие"] == "Пикник у озера"
        assert (totals["Семей записано"], totals["Пришло семей"], totals["Пришло детей"]) == (
            1,
            1,
            2,
        )
        assert totals["Детей, чей возраст не назван"] == 2
        assert totals[f"Нужно мест в машинах, {region.districts[1].name}"] == 2
        heads, family = lines(found["Семьи"])
        known = dict(zip(heads, family, strict=True))
        assert (known["Фамилия"], known["Имя"], known["Дети"]) == ("Седова", "Мария", 2)
        assert (known["Что важно знать"], known["Обед?"]) == ("Без орехов", "да")
        assert known["Пришло взрослых"] == 1
        _, waiting = lines(found["Лист ожидания"])
        assert waiting[:3] == [1, "Рощина", "Инна"]
        assert waiting[-1] == "до события слишком мало времени, места больше не предлагаем"

    async def test_what_looks_like_a_formula_stays_words(
        self, organiser: Browser, season: Season
    ) -> None:
        region = season.region
        event = await season.event(title="=1+1", questions=(QuestionPlan("+cmd"),))
        mother = await region.member()
        party = await season.sign_up(mother, event)
        await region.act(mother, wishes.say_needs, party.id, FORMULA)
        await region.act(mother, wishes.say_transport, party.id, Transport.NEEDED, 1)
        found = await book(organiser, event.id)
        cells = [cell for sheet in found for row in sheet.iter_rows() for cell in row]
        assert {cell.data_type for cell in cells if cell.value is not None} == {"s", "n"}
        assert {"=1+1", "+cmd", FORMULA} <= {cell.value for cell in cells}
        assert not any(cell.hyperlink for cell in cells)

    async def test_odd_signs_make_no_broken_file(self, organiser: Browser, season: Season) -> None:
        event = await season.event(title="Пикник \x01\x0b<&> 🎪")
        mother = await season.region.member()
        party = await season.sign_up(mother, event)
        await season.region.act(mother, wishes.say_needs, party.id, "а\x08б\nв")
        found = await book(organiser, event.id)
        assert "<&> 🎪" in lines(found["Итоги"])[0][1]

    async def test_whoever_does_not_organise_gets_counts_alone(
        self, site: Site, season: Season
    ) -> None:
        event = await season.event()
        await season.sign_up(await season.region.member("Мария", "Тайная"), event, adults=2)
        leader = await site.as_leader(district=0)
        found = await book(leader, event.id)
        assert found.sheetnames == ["Итоги"]
        everything = str(lines(found["Итоги"]))
        assert "Тайная" not in everything
        assert "['Взрослые', 2]" in everything


class TestSheet:
    async def test_names_stand_beside_boxes(self, organiser: Browser, season: Season) -> None:
        region = season.region
        event = await season.event(capacity=3)
        mother = await region.member("Мария", "Седова")
        party = await season.sign_up(mother, event, adults=1, children=1)
        await region.act(mother, wishes.say_needs, party.id, "Коляска")
        await season.sign_up(await region.member("Инна", "Рощина"), event, adults=3)
        page = await organiser.open(f"/events/{event.id}/sheet")
        assert "Седова Мария" in page.text
        assert "Коляска" in page.text
        assert "Рощина" not in page.text  # waits
        assert page.source.count('class="box"') == 1 + 6

    async def test_a_long_list_is_split(self, organiser: Browser, season: Season) -> None:
        event = await season.event()
        for _ in range(61):
            await season.sign_up(await season.region.member(), event)
        page = await organiser.open(f"/events/{event.id}/sheet")
        assert "1–60" in page.text
        assert "61–61" in page.text
        assert page.source.count('class="box"') == 60
        page = await organiser.open(f"/events/{event.id}/sheet?page=2")
        assert page.source.count('class="box"') == 1 + 6
        for odd in ("0", "x", "100000"):
            assert (await organiser.open(f"/events/{event.id}/sheet?page={odd}")).status == 404
