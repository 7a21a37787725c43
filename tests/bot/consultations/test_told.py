"""What whoever asked is told, as things stand when it is sent; and the answers to it."""

from datetime import timedelta

import pytest

from bot.features.privacy.export import as_text, collect
from bot.texts import Texts
from community.consultations.booking import service as booking
from community.consultations.booking.models import Consultation
from community.consultations.requests import service
from community.consultations.requests.deadlines import pass_on_due
from community.consultations.requests.kinds import FollowUp, RequestOutcome, RequestState
from community.consultations.requests.models import HelpRequest
from community.relay import service as relay
from community.relay.kinds import Medium
from community.relay.service import Said
from tests.support.asking import Practice
from tests.support.club import TOMSK, Club
from tests.support.looking import only, rows
from tests.support.practice import at


async def helped(club: Club) -> tuple[Practice, HelpRequest]:
    """Irina has taken Anna's request and has answered."""
    practice = await Practice.of(club)
    await practice.asks(practice.anna)
    request = await practice.request()
    await club.region.act(practice.specialist, service.accept, request.id)
    await club.settle()
    return practice, await practice.request()


@pytest.mark.both_databases
async def test_asked_in_the_messenger_answered_from_the_site(club: Club) -> None:
    """Scenario 10: the parent here, the specialist on the site; a restart in between."""
    practice, request = await helped(club)
    anna = practice.anna
    assert request.conversation_id is not None
    said = Said(Medium.TEXT, "Здравствуйте! Слушаю вас.", None)
    talk = request.conversation_id
    await club.region.act(practice.specialist, relay.say, talk, said, once="form-1")
    await club.settle()
    assert "психолог Ирина" in await club.screen(anna)

    await club.restart()
    await club.say(anna, "Спасибо, что ответили")

    heard = (await club.messenger.inbox(int(practice.specialist.external_id)))["messages"]
    copy = next(one for one in heard if "Спасибо, что ответили" in one["text"])
    assert copy["text"] == "💬 Семья-2\nСпасибо, что ответили"
    assert "forward_origin" not in copy
    assert str(anna) not in copy["text"]


async def test_thanks_and_one_question_that_can_be_answered_otherwise(club: Club) -> None:
    practice, request = await helped(club)
    anna = practice.anna
    await club.region.act(practice.specialist, service.close, request.id, RequestOutcome.HELPED)
    await club.settle()
    assert "Спасибо, что доверились нам" in await club.screen(anna)

    await club.tap(anna, "🙂 Отчасти")
    assert "записано: 🙂 Отчасти" in await club.screen(anna)
    await club.tap(anna, "↩️ Ответить иначе")
    await club.tap(anna, "💚 Помогло")

    assert (await practice.request()).rating == 3


async def test_two_weeks_later_somebody_asks_and_asks_anew_for_whom_it_is_needed(
    club: Club,
) -> None:
    practice, request = await helped(club)
    anna = practice.anna
    await club.region.act(practice.specialist, service.close, request.id, RequestOutcome.HELPED)
    await club.settle()
    await club.tap(anna, "💚 Помогло")

    club.region.clock.advance(timedelta(days=14, minutes=1))
    await club.settle()
    assert "Прошло две недели" in await club.screen(anna)
    await club.tap(anna, "🤝 Нужна помощь ещё раз")

    first, again = await practice.requests()
    assert first.follow_up is FollowUp.AGAIN
    assert (again.state, again.wished_id) == (RequestState.OFFERED, practice.specialist_id)
    assert "Запрос отправлен" in await club.screen(anna)


async def test_the_question_is_not_asked_of_whoever_has_answered_it(club: Club) -> None:
    practice, request = await helped(club)
    await club.region.act(practice.parent, service.take_back, request.id)
    await club.region.act(practice.parent, service.rate, request.id, 3)

    await club.settle()

    assert "доверились" not in await club.words(practice.anna)


async def test_whoever_had_it_cannot_go_on(club: Club) -> None:
    practice, request = await helped(club)

    await club.region.act(practice.specialist, service.hand_on, request.id)
    await club.settle()

    screen = await club.screen(practice.anna)
    assert "специалист не сможет продолжить" in screen
    assert "Дело не в вас" in screen


async def test_a_day_later_it_is_still_honest(club: Club) -> None:
    practice = await Practice.of(club, load_limit=1)
    boris = await practice.comes("Борис")
    await practice.asks(practice.anna)
    await practice.asks(boris)
    for request in await practice.requests():
        if request.state is RequestState.OFFERED:
            await club.region.act(practice.specialist, service.accept, request.id)

    club.region.clock.advance(timedelta(hours=25))
    async with club.region.database.write() as session:
        await pass_on_due(session)
    await club.settle()

    assert "о вас помнят" in await club.screen(boris)


@pytest.mark.parametrize("verb", ["cancel", "move"])
async def test_the_specialist_cannot_come(club: Club, verb: str) -> None:
    practice, _ = await helped(club)
    anna = practice.anna
    await club.say(anna, "/consult")
    await club.tap(anna, "🤝 Психолог, для меня")
    for label in ("📅 Выбрать время", "ср, 18 марта", "11:00", "✅ Подтвердить: онлайн"):
        await club.tap(anna, label)
    one = await only(club.region.database, Consultation)

    if verb == "cancel":
        await club.region.act(practice.specialist, booking.cancel, one.id)
    else:
        await club.region.act(practice.specialist, booking.move, one.id, at(12, days=3))
    await club.settle()

    screen = await club.screen(anna)
    if verb == "cancel":
        assert "эта встреча отменена, простите. Дело не в вас" in screen
        await club.tap(anna, "📅 Выбрать другое время")
        assert "Какой день вам удобен?" in await club.screen(anna)
    else:
        assert "Было: ср, 18 марта, 11:00. Стало: чт, 19 марта, 12:00" in screen
        assert (await club.words(anna)).count("Вы записаны") == 1


async def test_a_button_of_somebody_else_shows_nothing(club: Club) -> None:
    practice, request = await helped(club)
    boris = await practice.comes("Борис")
    before = await club.words(boris)

    for data in (
        f"myreq:{request.id}:open",
        f"myreq:{request.id}:book",
        f"myreq:{request.id}:rate3",
        f"myfollow:{request.id}:again",
        f"mymeet:{request.id}:open",
        f"mymeet:{request.id}:ics",
        f"mymeet:{request.id}:yes",
        "mygrp:77:open",
        "mygrp:77:ics",
        "mygrp:77:leave",
    ):
        await club.tap_gone(boris, 1, data)

    new = (await club.words(boris)).removeprefix(before)
    assert "Ирина" not in new
    assert "Этого здесь больше нет" in new
    assert len(await rows(club.region.database, HelpRequest)) == 1


async def test_words_while_waiting_go_to_the_request_and_to_no_other_conversation(
    club: Club,
) -> None:
    practice, request = await helped(club)
    anna = practice.anna
    await practice.asks(anna, "Мне", "Юрист")

    await club.say(anna, "Нужна справка для школы")

    lawyer = next(one for one in await practice.requests() if one.id != request.id)
    assert lawyer.words == "Нужна справка для школы"
    heard = await club.words(int(practice.specialist.external_id))
    assert "справка" not in heard


async def test_ones_copy_holds_requests_meetings_and_seats(club: Club) -> None:
    practice, _ = await helped(club)
    actor = await club.region.actor(practice.parent)

    async with club.region.database.read() as session:
        collected = await collect(session, actor, "ru")

    (asked,) = collected["requests"]
    assert asked["speciality"] == "психолог"
    text = as_text(collected, Texts("ru", TOMSK)).decode()
    assert "КАКУЮ ПОМОЩЬ" in text
