"""The desk of an event: numbers, names, messages, changes with what they bring about."""

import io
from datetime import timedelta

import pytest
import zxingcpp
from PIL import Image

from community.core.actor import Role
from community.core.audit import views_of
from community.events.planning import queries as planning_queries
from community.events.planning import service as planning
from community.events.planning.kinds import EventState
from community.events.planning.models import EventMaterial, EventSpeaker
from community.events.planning.rules import QuestionPlan, SpeakerPlan
from community.events.signing import service as signing
from community.events.signing import wishes
from community.events.signing.kinds import PartyState, Transport
from community.events.signing.rules import Company
from tests.bot.organising.stage import Stage
from tests.support.club import Club
from tests.support.looking import only, queued, recipients, rows


@pytest.mark.both_databases
async def test_the_desk_counts_people_food_games_needs_and_cars(club: Club) -> None:
    stage = await Stage.of(club)
    event = await stage.season.event(capacity=6)
    anna, boris = await stage.comes(), await stage.comes("Борис", "Лось", district=2)
    party = await stage.signs_up(anna, event, 2, 3)
    act = club.region.act
    await act(stage.people[anna], signing.change_company, party.id, Company(2, 3, (2, 9)))
    await act(stage.people[anna], wishes.say_needs, party.id, "без глютена")
    await act(stage.people[anna], wishes.say_transport, party.id, Transport.OFFERED, 2)
    await stage.signs_up(boris, event, 1, 2)

    await stage.opens(event)

    seen = await stage.screen()
    for words in (
        "Придут: 1 семья, 2 взрослых и 3 ребёнка",
        "Дети по годам: 0–3 — 1; 7–10 — 1; возраст не указан — 1",
        "Занято мест: 5 из 6",
        "Ждут: 1 семья, 3 человека",
        "• места есть, но не на всю семью: 1 семья",
        "С пожеланиями: 1 семья",
        "есть 2 места",
    ):
        assert words in seen, seen
    assert "глютен" not in seen
    assert "Седова" not in seen


@pytest.mark.both_databases
async def test_the_list_names_everybody_and_leaves_a_trace(club: Club) -> None:
    stage = await Stage.of(club)
    event = await stage.season.event(questions=(QuestionPlan("Мяч есть?", ("да", "нет")),))
    anna = await stage.comes()
    party = await stage.signs_up(anna, event, 2, 1)
    act, person = club.region.act, stage.people[anna]
    await act(person, wishes.say_needs, party.id, "коляска <широкая>")
    async with club.region.database.read() as session:
        (question,) = await planning_queries.questions_of(session, event.id)
    await act(person, wishes.answer, party.id, question.id, "да")
    await stage.opens(event)

    await stage.taps("📋 Кто придёт")

    seen = await stage.screen()
    assert "1. Седова Анна: 2 взрослых и 1 ребёнок" in seen
    assert "коляска <широкая>" in seen
    assert "Мяч есть? — да" in seen
    assert "увидит в /privacy" in seen
    async with club.region.database.read() as session:
        assert len(await views_of(session, person.id)) == 1


async def test_a_long_list_is_turned_page_by_page(sqlite_club: Club) -> None:
    stage = await Stage.of(sqlite_club)
    event = await stage.season.event()
    for letter in "абвгдежзиклмнопрсту":
        someone = await sqlite_club.region.member("Анна", f"Лось{letter}")
        party = await stage.season.sign_up(someone, event)
        await sqlite_club.region.act(someone, wishes.say_needs, party.id, "о" * 300)
    await stage.opens(event)

    await stage.taps("📋 Кто придёт", "Ещё ➡️")

    assert "1. Лосьа" not in await stage.screen()
    assert "Лось" in await stage.screen()
    await stage.taps("⬅️ К событию", "📋 Кто придёт")
    assert "1. Лосьа" in await stage.screen()


async def test_a_message_goes_to_those_it_is_for_after_a_last_look(club: Club) -> None:
    stage = await Stage.of(club)
    event = await stage.season.event(capacity=2)
    anna, boris = await stage.comes(), await stage.comes("Борис", "Лось")
    await stage.signs_up(anna, event, 2)
    await stage.signs_up(boris, event, 2)
    await stage.opens(event)

    await stage.taps("💬 Написать", "Кто придёт: 1 семья")
    await stage.says("о" * 2001)
    assert "Получилось 2001 знаков" in await stage.screen()
    await stage.says("Возьмите <сапоги>")
    assert "Это получит 1 семья" in await stage.screen()
    assert "Возьмите <сапоги>" in await stage.screen()
    assert await queued(club.region.database, "event.word") == []
    await stage.taps("📨 Отправить")

    assert "Отправляю 1 семье" in await stage.screen()
    assert "Возьмите <сапоги>" in await club.words(anna)
    assert "сапоги" not in await club.words(boris)


async def test_moving_the_date_is_said_before_and_asks_everybody_anew(club: Club) -> None:
    stage = await Stage.of(club)
    event = await stage.season.event(speakers=(SpeakerPlan("Ольга Ким"),), programme="Сначала чай")
    anna = await stage.comes()
    await stage.signs_up(anna, event, 2)
    await stage.opens(event)

    await stage.taps("✏️ Изменить", "Когда")
    await stage.says("24 марта 11:00")
    assert "Спрошу 1 семью, подходит ли ей новое время" in await stage.screen()
    assert await queued(club.region.database, "event.moved") == []
    await stage.taps("💾 Сохранить")

    assert "Не ответили, подходит ли новое время: 1 семья" in await stage.screen()
    assert await recipients(club.region.database, "event.moved") == [stage.people[anna].id]
    after = await stage.event()
    assert after.ends_at - after.starts_at == timedelta(hours=3)
    assert after.programme == "Сначала чай"  # which the bot does not ask for
    assert (await only(club.region.database, EventSpeaker)).name == "Ольга Ким"


async def test_another_place_is_told_and_a_description_is_not(club: Club) -> None:
    stage = await Stage.of(club)
    event = await stage.season.event()
    anna = await stage.comes()
    await stage.signs_up(anna, event)
    await stage.opens(event)

    await stage.taps("✏️ Изменить", "Описание")
    await stage.says("Будет весело")
    assert "никто не получит сообщения" in await stage.screen()
    await stage.taps("💾 Сохранить", "✏️ Изменить", "Где", "🏠 Очно")
    await stage.says("Сквер")
    assert "сразу узнает 1 семья" in await stage.screen()
    await stage.taps("💾 Сохранить")

    assert len(await queued(club.region.database, "event.changed")) == 1
    assert "Сквер" in await club.words(anna)


async def test_fewer_seats_than_are_taken_throw_nobody_out_and_say_so(club: Club) -> None:
    stage = await Stage.of(club)
    event = await stage.season.event(capacity=10)
    anna = await stage.comes()
    party = await stage.signs_up(anna, event, 2, 3)
    await stage.opens(event)

    await stage.taps("✏️ Изменить", "Места")
    await stage.says("4 места")
    assert "Уже занято мест: 5, это больше, чем 4. Никого не исключаю" in await stage.screen()
    await stage.taps("💾 Сохранить")

    assert "Занято мест: 5 из 4" in await stage.screen()
    assert (await stage.season.party(party)).state is PartyState.GOING


async def test_more_seats_are_offered_to_those_who_wait(club: Club) -> None:
    stage = await Stage.of(club)
    event = await stage.season.event(capacity=1)
    anna = await stage.comes()
    party = await stage.signs_up(anna, event, 2)
    await stage.opens(event)

    await stage.taps("✏️ Изменить", "Места")
    await stage.says("10 мест")
    assert "Новые места предложу тем, кто ждёт" in await stage.screen()
    await stage.taps("💾 Сохранить")

    assert (await stage.season.party(party)).state is PartyState.OFFERED
    assert "Места держим до ответа: 1 семья" in await stage.screen()


async def test_leaving_it_as_it_was_changes_nothing(sqlite_club: Club) -> None:
    stage = await Stage.of(sqlite_club)
    event = await stage.season.event()
    await stage.opens(event)
    await stage.taps("✏️ Изменить", "Название")
    await stage.says("Лыжи")

    await stage.taps("⬅️ Оставить как было")

    assert (await stage.event()).title == "Пикник у озера"
    assert "🗂 Пикник у озера" in await stage.screen()


async def test_what_the_site_changed_meanwhile_stays(club: Club) -> None:
    stage = await Stage.of(club)
    event = await stage.season.event()
    await stage.opens(event)
    await stage.taps("✏️ Изменить", "Название")
    await stage.says("Лыжи")
    await stage.season.change(event, place="Сквер", capacity=12)

    await stage.taps("💾 Сохранить")

    after = await stage.event()
    assert (after.title, after.place, after.capacity) == ("Лыжи", "Сквер", 12)


async def test_called_off_with_a_reason_after_a_last_look(club: Club) -> None:
    stage = await Stage.of(club)
    event = await stage.season.event(capacity=2)
    anna, boris = await stage.comes(), await stage.comes("Борис", "Лось")
    await stage.signs_up(anna, event, 2)
    await stage.signs_up(boris, event, 2)
    await stage.opens(event)

    await stage.taps("⛔ Отменить")
    await stage.says("х" * 301)
    assert "до 300 знаков" in await stage.screen()
    await stage.says("Слишком холодно")
    assert "узнают 2 семьи" in await stage.screen()
    assert (await stage.event()).state is EventState.ANNOUNCED
    await stage.taps("⛔ Да, отменить")

    assert (await stage.event()).state is EventState.CANCELLED
    assert "⛔ Отменено: Слишком холодно" in await stage.screen()
    for user_id in (anna, boris):
        assert "Слишком холодно" in await club.words(user_id)


async def test_a_copy_for_another_day_is_a_draft(club: Club) -> None:
    stage = await Stage.of(club)
    event = await stage.season.event()
    await stage.opens(event)

    await stage.taps("🔁 Повторить", "📅 В другой день")
    await stage.says("когда-нибудь")
    assert "Не понимаю" in await stage.screen()
    await stage.says("28 марта 12:00")

    assert "Вот копия, пока черновик" in await stage.screen()
    copy = (await stage.events())[-1]
    assert (copy.state, copy.title) == (EventState.DRAFT, event.title)
    assert copy.ends_at - copy.starts_at == event.ends_at - event.starts_at


async def test_every_week_after_a_look_at_the_days(club: Club) -> None:
    stage = await Stage.of(club)
    event = await stage.season.event()
    await stage.opens(event)

    await stage.taps("🔁 Повторить", "🔁 Каждую неделю")
    await stage.says("3")
    assert "пн, 30 марта, 10:00" in await stage.screen()
    assert len(await stage.events()) == 1
    await stage.taps("✅ Да, все")

    known = await stage.events()
    assert [one.starts_at - event.starts_at for one in known] == [
        timedelta(weeks=number) for number in range(4)
    ]
    assert {one.state for one in known} == {EventState.ANNOUNCED}


async def test_materials_are_added_opened_and_taken_away(club: Club) -> None:
    stage = await Stage.of(club)
    event = await stage.season.event()
    anna = await stage.comes()
    await stage.signs_up(anna, event)
    await stage.opens(event)

    await stage.taps("📎 Материалы", "➕ Добавить")
    await stage.says("Памятка", "ftp://где-то")
    assert "не похоже на ссылку" in await stage.screen()
    await stage.says("disk.yandex.ru/d/1")

    material = await only(club.region.database, EventMaterial)
    assert (material.title, material.url) == ("Памятка", "https://disk.yandex.ru/d/1")
    assert "Памятка" in await club.words(anna)
    await stage.taps("Памятка", "🗑 Убрать")
    assert await rows(club.region.database, EventMaterial) == []


async def test_a_qr_for_the_wall_leads_to_the_event(sqlite_club: Club) -> None:
    stage = await Stage.of(sqlite_club)
    event = await stage.season.event()
    await stage.opens(event)

    await stage.taps("📄 QR события")

    messages = (await sqlite_club.messenger.inbox(stage.vera))["messages"]
    (picture,) = [one for one in messages if one.get("media")]
    assert f"start=ev_{event.code}" in picture["text"]
    image = Image.open(io.BytesIO(await sqlite_club.download(picture["media"]["file_id"])))
    (read,) = zxingcpp.read_barcodes(image.convert("L"))
    me = await sqlite_club.app.bot.get_me()
    assert read.text == f"https://t.me/{me.username}?start=ev_{event.code}"
    assert "🗂 Пикник у озера" in await stage.screen()


async def test_two_in_a_row_announce_it_once(sqlite_club: Club) -> None:
    stage = await Stage.of(sqlite_club)
    event = await stage.season.draft()
    await stage.opens(event)
    await sqlite_club.region.act(stage.season.organiser, planning.announce, event.id)

    await stage.taps("📣 Объявить")

    assert "Объявлено" in await stage.screen()


@pytest.mark.parametrize("role", [Role.ACTIVIST, Role.LEADER])
async def test_events_of_another_district_are_not_there(sqlite_club: Club, role: Role) -> None:
    stage = await Stage.of(sqlite_club, role, district=3)
    other = await sqlite_club.region.holder(Role.LEADER)
    from_region = stage.season.plan(title="Чужое")
    await sqlite_club.region.act(other, planning.draft, from_region)

    await stage.opens_list()

    assert not any("Чужое" in label for label in await stage.buttons())
    assert "Пока ничего" in await stage.screen()


async def test_a_role_taken_back_at_the_desk_gives_a_sentence(club: Club) -> None:
    stage = await Stage.of(club, Role.ACTIVIST, district=0)
    event = await stage.season.event(districts=frozenset({club.region.districts[0].id}))
    anna = await stage.comes("Тайна", "Планета")
    await stage.signs_up(anna, event)
    await stage.opens(event)
    await stage.loses_role()

    answer = await stage.taps("📋 Кто придёт")

    assert "Этого здесь больше нет" in answer["text"]
    assert "Планета" not in await club.words(stage.vera)
