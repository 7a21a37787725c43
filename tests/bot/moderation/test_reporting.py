"""/report: unseen by the chat, heard by moderators, answered in private."""

import pytest

from bot.state.models import DialogueState
from community.core.actor import Role
from moderation.incidents.kinds import Decision, ReportReason, Topic
from moderation.incidents.models import Incident, IncidentMessage, Report
from tests.support.club import OWNER, Club
from tests.support.desk import Desk
from tests.support.looking import rows

RUDE = "Ваши дети хуже всех"


async def reports(club: Club) -> list[Report]:
    return list(await rows(club.region.database, Report))


async def kept_words(club: Club) -> str:
    """Whatever the club itself could still read of somebody's words."""
    database = club.region.database
    kept = [
        *(row.data for row in await rows(database, DialogueState)),
        *((row.excerpt, row.context) for row in await rows(database, Incident)),
        *(row.text for row in await rows(database, IncidentMessage)),
    ]
    return str(kept)


@pytest.mark.both_databases
async def test_a_report_is_unseen_in_the_chat_and_answered_after_the_decision(club: Club) -> None:
    desk = await Desk.of(club)
    author, moderator = await desk.neighbour("Мария"), await desk.moderator()
    reporter = await desk.neighbour("Анна")
    rude = await desk.say(author, RUDE)

    await desk.command(reporter, "/report", to=rude)
    assert await desk.lines() == [RUDE]
    assert "Что вас тревожит" in await club.screen(reporter)
    assert await reports(club) == []
    await club.tap(reporter, "оскорбление")
    assert "Модератор посмотрит" in await club.screen(reporter)

    card = await desk.card()
    assert RUDE in card
    assert "Сообщили: оскорбление — 1" in card
    assert "Осталось в чате" in card
    assert (await desk.incident()).topic is Topic.ABUSE

    await desk.tap(moderator, "⚠️")

    assert "Вы были правы" in await club.screen(reporter)
    assert "предупрежд" not in await club.screen(reporter)
    told = (await club.words(author)).partition("Предупреждение")[2]
    assert "сообщил" not in told
    assert "жалоб" not in told


async def test_a_report_that_was_wrong_is_answered_as_kindly(club: Club) -> None:
    desk = await Desk.of(club)
    moderator, reporter = await desk.moderator(), await desk.neighbour("Анна")
    await desk.command(reporter, "/report", to=await desk.say(await desk.neighbour(), "Отдам шкаф"))
    await club.tap(reporter, "реклама")

    await desk.tap(moderator, "вернуть")

    answer = await club.screen(reporter)
    assert "Правил оно не нарушает" in answer
    assert "Спасибо, что не прошли мимо" in answer


@pytest.mark.both_databases
async def test_worry_about_somebody_calls_people_at_once(club: Club) -> None:
    desk = await Desk.of(club)
    moderator, reporter = await desk.moderator("Вера"), await desk.neighbour("Анна")
    quiet = await desk.say(await desk.neighbour("Мария"), "Всё, я устала")

    await desk.command(reporter, "/report", to=quiet)
    await club.tap(reporter, "человеку плохо")

    assert "зову людей" in await club.screen(reporter)
    assert "Человеку может быть плохо" in await desk.card()
    await desk.tap(moderator, "🤝 Иду")
    await desk.tap(moderator, "✅ Разговор помог")
    assert "Рядом с ним наш человек" in await club.screen(reporter)
    assert await desk.lines() == ["Всё, я устала"]


@pytest.mark.both_databases
async def test_without_a_private_chat_the_report_is_taken_at_once(club: Club) -> None:
    desk = await Desk.of(club)
    reporter = await desk.neighbour("Анна")
    rude = await desk.say(await desk.neighbour("Мария"), RUDE)
    await club.messenger.block_bot(reporter)
    await club.settle()

    await desk.command(reporter, "/report", to=rude)

    assert [report.reason for report in await reports(club)] == [ReportReason.OTHER]
    assert RUDE in await desk.card()


async def test_words_that_nobody_has_reported_yet_are_not_stored(sqlite_club: Club) -> None:
    desk = await Desk.of(sqlite_club)
    reporter = await desk.neighbour("Анна")
    secret = await desk.say(await desk.neighbour("Мария"), "Тайна-Планета")

    await desk.command(reporter, "/report", to=secret)
    assert "Тайна-Планета" not in await kept_words(sqlite_club)
    await sqlite_club.tap(reporter, "личные данные ребёнка")

    assert "Тайна-Планета" not in await kept_words(sqlite_club)
    card = await desk.card()
    assert "Текст не хранится" in card
    assert "Тайна" not in card


@pytest.mark.both_databases
async def test_after_a_restart_a_report_arrives_without_the_words(club: Club) -> None:
    desk = await Desk.of(club)
    reporter = await desk.neighbour("Анна")
    await desk.command(reporter, "/report", to=await desk.say(await desk.neighbour(), RUDE))

    await club.restart()
    await club.tap(reporter, "другое")

    card = await desk.card()
    assert "Сообщили: другое — 1" in card
    assert "Автор: Анна" in card
    assert RUDE not in card


async def test_thinking_again_costs_nothing(sqlite_club: Club) -> None:
    desk = await Desk.of(sqlite_club)
    reporter = await desk.neighbour("Анна")
    await desk.command(reporter, "/report", to=await desk.say(await desk.neighbour(), RUDE))

    await sqlite_club.tap(reporter, "Нет, ничего")

    assert "никто об этом не узнал" in await sqlite_club.screen(reporter)
    assert await desk.cards() == []


async def test_a_reason_tapped_twice_is_one_report(sqlite_club: Club) -> None:
    desk = await Desk.of(sqlite_club)
    reporter = await desk.neighbour("Анна")
    rude = await desk.say(await desk.neighbour(), RUDE)
    await desk.command(reporter, "/report", to=rude)
    chat = await desk.row()

    data = f"rep:{chat.id}:{rude}:other"
    await sqlite_club.messenger.tap(reporter, data=data)
    await sqlite_club.messenger.tap(reporter, data=data)
    await sqlite_club.settle()

    assert len(await reports(sqlite_club)) == 1


async def test_a_report_about_a_moderator_goes_to_the_leader_alone(club: Club) -> None:
    desk = await Desk.of(club)
    moderator, other = await desk.moderator("Вера"), await desk.moderator("Зоя")
    leader = await desk.seated(Role.LEADER, "Ольга")
    reporter = await desk.neighbour("Анна")

    await desk.command(reporter, "/report", to=await desk.say(moderator, RUDE))
    await club.tap(reporter, "оскорбление")

    assert await desk.cards() == []
    assert RUDE in await club.screen(leader)
    incident = await desk.incident()
    await club.tap_gone(other, 1, f"inc:{incident.id}:right")
    assert "Этого здесь больше нет" in await club.screen(other)
    await club.tap(leader, "⚠️")
    assert (await desk.incident()).decision is Decision.WARN


async def test_an_anonymous_administrator_can_be_reported_to_the_leader(sqlite_club: Club) -> None:
    desk = await Desk.of(sqlite_club)
    leader, reporter = await desk.seated(Role.LEADER, "Ольга"), await desk.neighbour("Анна")
    await desk.moderator()

    await desk.command(reporter, "/report", to=await desk.say(OWNER, RUDE, as_chat=desk.chat))
    await sqlite_club.tap(reporter, "оскорбление")

    assert await desk.cards() == []
    assert "администратор, от имени чата" in await sqlite_club.screen(leader)


@pytest.mark.parametrize("with_answer", [True, False])
async def test_a_report_of_nothing_tells_how_it_is_done(
    sqlite_club: Club, with_answer: bool
) -> None:
    desk = await Desk.of(sqlite_club)
    reporter = await desk.neighbour("Анна")
    await desk.say(reporter, "/help")
    before = await desk.lines()
    of_the_bot = (await sqlite_club.messenger.chat(OWNER, desk.chat))["messages"][-1]["id"]

    await desk.command(reporter, "/report", to=of_the_bot if with_answer else None)

    assert await desk.lines() == before
    assert "выберите «Ответить»" in await sqlite_club.screen(reporter)


async def test_too_many_reports_are_declined_with_thanks(sqlite_club: Club) -> None:
    desk = await Desk.of(sqlite_club)
    await desk.rule(reports_per_day=1)
    author, reporter = await desk.neighbour("Мария"), await desk.neighbour("Анна")
    for text in ("Раз", "Два"):
        await desk.command(reporter, "/report", to=await desk.say(author, text))
        answer = await sqlite_club.tap(reporter, "другое")

    assert "Жалоб за сутки уже 1" in answer["text"]
    assert len(await rows(sqlite_club.region.database, Incident)) == 1


async def test_a_stranger_in_the_chat_is_asked_to_join_first(sqlite_club: Club) -> None:
    desk = await Desk.of(sqlite_club)
    stranger = await sqlite_club.newcomer()
    await sqlite_club.start(stranger)
    await sqlite_club.messenger.add_member(desk.chat, stranger)

    await desk.command(stranger, "/report", to=await desk.say(await desk.neighbour(), RUDE))

    assert "Жалобы мы принимаем от участников клуба" in await sqlite_club.screen(stranger)
