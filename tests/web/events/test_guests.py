"""Who comes, who waits and why, who was there; names are looked at in plain sight."""

from datetime import timedelta

import pytest

from community.core.audit import AuditEntry
from community.events.attending import feedback
from community.events.attending.kinds import ComesAgain
from community.events.planning import service as planning
from community.events.planning.kinds import EventState
from community.events.planning.models import Event, EventQuestion
from community.events.planning.rules import QuestionPlan
from community.events.signing import wishes
from community.events.signing.kinds import Transport
from community.events.signing.models import EventParty
from tests.support.looking import only, recipients
from tests.support.season import Season
from tests.web.browser import Browser
from tests.web.conftest import Site


async def begin(season: Season, event: Event) -> None:
    """The hour has come."""
    season.region.clock.advance(event.starts_at - season.region.clock.now())


async def end(season: Season, event: Event) -> None:
    season.region.clock.advance(event.ends_at - season.region.clock.now() + timedelta(minutes=1))
    async with season.region.database.write() as session:
        await planning.hold_due(session)


async def came(season: Season, party: EventParty) -> tuple[int | None, int | None]:
    after = await season.party(party)
    return after.came_adults, after.came_children


class TestList:
    async def test_it_says_who_comes_and_what_to_know(
        self, organiser: Browser, season: Season
    ) -> None:
        region = season.region
        event = await season.event(questions=(QuestionPlan("Нужен ли обед?", ("да", "нет")),))
        mother = await region.member("Мария", "Седова", district=1)
        party = await season.sign_up(mother, event, adults=1, children=2)
        question = await only(region.database, EventQuestion)
        await region.act(mother, wishes.say_needs, party.id, "Без орехов")
        await region.act(mother, wishes.say_transport, party.id, Transport.OFFERED, 3)
        await region.act(mother, wishes.answer, party.id, question.id, "да")

        page = await organiser.open(f"/events/{event.id}/guests")

        for words in (
            "Придёт 1 семья: 1 взрослый, 2 ребёнка",
            f"Седова Мария {region.districts[1].name}",
            "Без орехов",
            "есть места в машине: 3 места",
            "Нужен ли обед? да",
            "возраст не назван: 2",
            f"{region.districts[1].name} 3 0",
        ):
            assert words in page.text, words
        assert 'name="came"' not in page.source  # the doors are closed still

    async def test_each_guest_reads_that_somebody_looked_once_a_day(
        self, organiser: Browser, season: Season
    ) -> None:
        event = await season.event()
        guest = await season.region.member()
        await season.sign_up(guest, event)
        for _ in range(2):
            await organiser.open(f"/events/{event.id}/guests")
        seen = AuditEntry.tag == "web:event_party:view"
        entry = await only(season.region.database, AuditEntry, seen)
        assert (entry.person_id, entry.actor_id) == (guest.id, season.organiser.id)

    async def test_whoever_waits_stands_with_the_reason(
        self, organiser: Browser, season: Season
    ) -> None:
        region = season.region
        event = await season.event(capacity=3)
        await season.sign_up(await region.member(), event, adults=2)
        for name in ("Первая", "Вторая"):
            await season.sign_up(await region.member("Анна", name), event, adults=2)
        page = await organiser.open(f"/events/{event.id}/guests?show=waiting")
        reason = "свободных мест не хватает на всю семью"
        assert f"ждёт № 1 · {reason}" in page.text
        assert f"ждёт № 2 · {reason}" in page.text
        assert page.text.index("Первая") < page.text.index("Вторая")

    async def test_a_new_time_marks_those_who_have_not_confirmed_it(
        self, organiser: Browser, season: Season
    ) -> None:
        event = await season.event()
        await season.sign_up(await season.region.member(), event)
        await season.change(event, starts_at=season.at(days=8), ends_at=season.at(days=8, hours=3))
        page = await organiser.open(f"/events/{event.id}/guests?show=unconfirmed")
        assert "Не подтвердили новое время 1" in page.text
        assert "не подтвердили новое время" in page.text

    async def test_a_name_is_found_and_stands_in_no_address(
        self, organiser: Browser, season: Season
    ) -> None:
        event = await season.event()
        for letter in "абвгдежзийклмнопрстуфхцчшщэюя":
            await season.sign_up(await season.region.member("Ольга", f"Рощина{letter}"), event)
        page = await organiser.open(f"/events/{event.id}/guests?page=2")
        assert "Страница 2 из 2" in page.text
        page = await organiser.send(f"/events/{event.id}/guests", search="рощинак ольга")
        assert "Рощинак Ольга" in page.text
        assert "Рощинал" not in page.text
        assert page.path == f"/events/{event.id}/guests"
        page = await organiser.send(f"/events/{event.id}/guests", search="Никто")
        assert "С таким именем никто не записан." in page.text

    @pytest.mark.parametrize("query", ["show=x", "page=0", "page=999", "page=x", "show=gone"])
    async def test_any_address_is_answered(
        self, organiser: Browser, season: Season, query: str
    ) -> None:
        event = await season.event()
        assert (await organiser.open(f"/events/{event.id}/guests?{query}")).status == 200


class TestDoor:
    async def test_guests_are_marked_by_taps(self, organiser: Browser, season: Season) -> None:
        region = season.region
        event = await season.event()
        whole, part, away = [
            await season.sign_up(await region.member("Анна", name), event, adults=2, children=1)
            for name in ("Целая", "Частая", "Нетова")
        ]
        path = f"/events/{event.id}/mark"
        await organiser.open(f"/events/{event.id}/guests")
        page = await organiser.send(path, came=str(whole.id))
        assert page.status == 422
        assert "Ещё рано: событие не началось" in page.text

        await begin(season, event)
        page = await organiser.send(path, came=str(whole.id), show="unmarked")
        assert page.path == f"/events/{event.id}/guests?show=unmarked"
        assert "Целая" not in page.text
        some = {f"adults_{part.id}": "1", f"children_{part.id}": "0"}
        page = await organiser.send(path, some=str(part.id), **some)
        assert "пришли: 1 взрослый" in page.text
        page = await organiser.send(path, absent=str(away.id))
        assert "Пришли 2 семьи из 3 записанных, всего 4 человека" in page.text
        assert [await came(season, one) for one in (whole, part, away)] == [(2, 1), (1, 0), (0, 0)]
        await organiser.send(path, unmark=str(away.id))
        assert await came(season, away) == (None, None)

    @pytest.mark.parametrize(
        "fields",
        [
            {"some": "{id}"},
            {"some": "{id}", "adults_{id}": "-1", "children_{id}": "0"},
            {"some": "{id}", "adults_{id}": "99", "children_{id}": "0"},
            {"came": "x"},
        ],
    )
    async def test_what_cannot_be_is_refused(
        self, organiser: Browser, season: Season, fields: dict[str, str]
    ) -> None:
        event = await season.event()
        party = await season.sign_up(await season.region.member(), event)
        await begin(season, event)
        sent = {k.format(id=party.id): v.format(id=party.id) for k, v in fields.items()}
        page = await organiser.send(f"/events/{event.id}/mark", **sent)
        assert page.status == 422
        assert "Столько с одной семьёй" in page.text
        assert await came(season, party) == (None, None)

    async def test_whoever_was_searched_for_is_marked_without_leaving_the_search(
        self, organiser: Browser, season: Season
    ) -> None:
        event = await season.event()
        party = await season.sign_up(await season.region.member("Анна", "Редкая"), event)
        await season.sign_up(await season.region.member("Анна", "Частая"), event)
        await begin(season, event)
        page = await organiser.send(f"/events/{event.id}/mark", came=str(party.id), search="Редкая")
        assert page.status == 200
        assert "Частая" not in page.text
        assert await came(season, party) == (1, 0)

    async def test_whoever_waited_and_came_is_let_in(
        self, organiser: Browser, season: Season
    ) -> None:
        event = await season.event(capacity=1)
        await season.sign_up(await season.region.member(), event)
        waiting = await season.sign_up(await season.region.member(), event)
        await begin(season, event)
        page = await organiser.open(f"/events/{event.id}/guests?show=waiting")
        assert f'name="came" value="{waiting.id}"' in page.source
        await organiser.send(f"/events/{event.id}/mark", came=str(waiting.id), show="waiting")
        assert await came(season, waiting) == (1, 0)

    async def test_those_without_a_sign_up_are_counted(
        self, organiser: Browser, season: Season
    ) -> None:
        event = await season.event()
        await begin(season, event)
        path = f"/events/{event.id}/walk-ins"
        assert (await organiser.send(path, walk_ins="много")).status == 422
        page = await organiser.send(path, walk_ins="6")
        assert "всего 6 человек" in page.text


class TestClosing:
    async def test_attendance_is_confirmed_and_opened_anew(
        self, site: Site, organiser: Browser, season: Season
    ) -> None:
        region = season.region
        event = await season.event()
        guest, other = await region.member(), await region.member()
        first, second = [await season.sign_up(one, event) for one in (guest, other)]
        path = f"/events/{event.id}/close"
        assert (await organiser.send(path, rest="came")).status == 422
        await end(season, event)
        page = await organiser.open(f"/events/{event.id}/guests")
        assert "2 семьи не отмечены:" in page.text
        assert (await organiser.send(path, rest="?")).status == 422
        await organiser.send(f"/events/{event.id}/mark", came=str(first.id))
        page = await organiser.send(path, rest="absent")
        assert "Подтверждено: событие посчитано" in page.text
        assert await came(season, second) == (0, 0)
        assert await recipients(region.database, "event.thanks") == [guest.id]

        page = await organiser.send(f"/events/{event.id}/reopen")
        assert "Открыто: поправьте и подтвердите заново." in page.text
        assert (await season.fresh(event)).state is EventState.HELD
        await organiser.send(path, rest="absent")
        region.clock.advance(timedelta(days=15))
        organiser = await site.signed_in(season.organiser)
        page = await organiser.open(f"/events/{event.id}/guests")
        assert "Открыть посещаемость заново" not in page.text
        assert (await organiser.send(f"/events/{event.id}/reopen")).status == 409

    async def test_what_guests_say_is_shown_from_three_answers_on(
        self, organiser: Browser, season: Season
    ) -> None:
        region = season.region
        event = await season.event()
        guests = [await region.member() for _ in range(3)]
        parties = [await season.sign_up(one, event) for one in guests]
        await end(season, event)
        await organiser.open(f"/events/{event.id}/guests")
        await organiser.send(f"/events/{event.id}/close", rest="came")
        answers = list(zip(guests, parties, strict=True))
        for guest, party in answers[:2]:
            await region.act(guest, feedback.rate, party.id, 5)
            await region.act(guest, feedback.say_in_words, party.id, "Тёплый вечер")
        page = await organiser.open(f"/events/{event.id}")
        assert "Пока 2 ответа. Ответы видны, когда их хотя бы три" in page.text
        assert "Тёплый вечер" not in page.text
        guest, party = answers[2]
        await region.act(guest, feedback.rate, party.id, 3)
        await region.act(guest, feedback.say_again, party.id, ComesAgain.YES)
        page = await organiser.open(f"/events/{event.id}")
        assert "4,3 из 5: насколько полезно" in page.text
        assert "Придут ещё 1" in page.text
        assert page.text.count("Тёплый вечер") == 2


async def test_nobody_marks_the_guests_of_a_foreign_district(site: Site, season: Season) -> None:
    region = season.region
    own, foreign = [
        await season.event(districts=frozenset({region.districts[number].id})) for number in (0, 1)
    ]
    party = await season.sign_up(await region.member("Анна", "Чужанина", district=1), foreign)
    await begin(season, foreign)
    leader = await site.as_leader(district=0)
    await leader.open("/")
    for event in (own, foreign):
        page = await leader.send(f"/events/{event.id}/mark", came=str(party.id))
        assert page.status == 404
        assert "Чужанина" not in page.text
    assert await came(season, party) == (None, None)
