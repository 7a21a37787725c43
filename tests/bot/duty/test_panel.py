"""What can be done in a conversation, and what is told around it."""

from typing import Any

import pytest

from community.core.actor import Role
from community.membership.leaving.service import leave
from community.relay import service as relay
from community.relay.kinds import ComplaintOutcome
from community.relay.models import Complaint, RelayMessage
from tests.support.club import Club
from tests.support.looking import only, rows
from tests.support.night import Night
from tests.support.street import PICTURE

PSYCHOLOGIST = "психолог Вера"


async def guarded(club: Club) -> tuple[Night, int, int]:
    """Anna asks a psychologist; returns her number in the messenger and the conversation's."""
    night = await Night.of(club)
    anna = await night.comes("Анна")
    return night, anna, await night.talk(anna, "Семья-217", night.vera, PSYCHOLOGIST)


@pytest.fixture
def sent(club: Club) -> list[Any]:
    """Every call of the bot from now on."""
    calls: list[Any] = []

    async def note(make_request: Any, bot: Any, method: Any) -> Any:
        calls.append(method)
        return await make_request(bot, method)

    club.app.bot.session.middleware(note)
    return calls


async def test_first_words_are_acknowledged_with_a_way_on(club: Club) -> None:
    night, anna, _ = await guarded(club)

    await club.say(anna, "Он не спит")

    assert f"✅ Передано. {PSYCHOLOGIST} ответит здесь же" in await club.screen(anna)
    await club.tap(anna, "💬 Об этом разговоре")
    assert "Вас здесь видят как «Семья-217»" in await club.screen(anna)
    assert await club.buttons(anna) == [
        "🗑 Забрать моё последнее сообщение",
        "🤝 Открыться друг другу",
        "⚠️ Пожаловаться",
    ]
    assert not await night.heard_by(night.vera, "Передано")


async def test_by_night_copies_are_silent_and_the_asker_knows(club: Club, sent: list[Any]) -> None:
    _, anna, _ = await guarded(club)
    now = club.region.clock.now()
    club.region.clock.advance(now.replace(hour=16, minute=30) - now)  # 23:30 in Tomsk

    await club.say(anna, "Не могу уснуть")

    copies = [one for one in sent if "Не могу уснуть" in str(getattr(one, "text", ""))]
    assert [one.disable_notification for one in copies] == [True]
    assert "прочитает утром" in await club.screen(anna)
    assert "/sos" in await club.screen(anna)


async def test_after_a_signal_every_copy_sounds(club: Club, sent: list[Any]) -> None:
    night = await Night.of(club)
    anna = await night.comes("Анна")
    await night.calls(anna)
    await club.tap(night.vera, "🤝 Иду")
    now = club.region.clock.now()
    club.region.clock.advance(now.replace(hour=16, minute=30) - now)

    await club.say(anna, "Мне страшно")

    copies = [one for one in sent if "Мне страшно" in str(getattr(one, "text", ""))]
    assert [one.disable_notification for one in copies] == [False]


async def test_of_several_conversations_there_is_a_list(club: Club) -> None:
    night, anna, first = await guarded(club)
    await night.talk(anna, "Семья-217", night.oleg, "юрист Олег")
    await club.tap_gone(anna, 1, f"talk:{first}:panel")

    await club.tap(anna, "💬 Все разговоры")
    assert set(await club.buttons(anna)) == {f"💬 {PSYCHOLOGIST}", "💬 юрист Олег"}
    await club.tap(anna, "💬 юрист Олег")

    assert "💬 юрист Олег" in await club.screen(anna)


async def test_nobody_opens_the_panel_of_others(club: Club) -> None:
    night, _, talk = await guarded(club)
    for verb in ("panel", "open", "complain", "back", "reveal"):
        await club.tap_gone(night.oleg, 1, f"talk:{talk}:{verb}")
        assert PSYCHOLOGIST not in await club.words(night.oleg)
    assert "Этого здесь больше нет" in await club.words(night.oleg)


async def test_a_complaint_is_written_here_and_looked_into_by_two(club: Club) -> None:
    night, anna, talk = await guarded(club)
    await club.say(night.vera, "Сами виноваты")
    await club.tap_gone(anna, 1, f"talk:{talk}:complain")
    assert "двое из клуба, только вместе" in await club.screen(anna)
    await club.say(anna, "Она меня обвиняла")

    assert "Двое разберутся" in await club.screen(anna)
    assert not await night.heard_by(night.vera, "обвиняла"), "not said to the other side"
    assert "Разбираются двое вместе" in await club.screen(night.lidia)
    assert not await night.heard_by(night.lidia, "обвиняла")

    complaint = (await only(club.region.database, Complaint)).id
    people, act = night.people, club.region.act
    await act(people[night.lidia], relay.name_readers, complaint, people[night.oleg].id)
    await club.settle()
    assert "вместе разобрать жалобу" in await club.screen(night.oleg)
    for reader in (night.lidia, night.oleg):
        await act(people[reader], relay.consent, complaint)
    await club.settle()
    assert "Вы оба согласны" in await club.screen(night.oleg)
    await act(people[night.oleg], relay.read, complaint)
    await act(people[night.oleg], relay.decide, complaint, ComplaintOutcome.ENDED)
    await club.settle()

    assert "Разговор завершён" in await club.words(anna)
    assert "Клуб завершил этот разговор" in await club.words(night.vera)
    for side in (anna, night.vera):
        await club.say(side, "/privacy")
        await club.tap(side, "👁 Кто смотрел мои данные")
        assert "пожаловались на разговор через бота" in await club.screen(side)


async def test_a_reply_goes_to_its_conversation_even_while_complaining(club: Club) -> None:
    night, anna, talk = await guarded(club)
    await club.say(night.vera, "Как вы?")
    question = await night.last_from_bot(anna)
    await club.tap_gone(anna, 1, f"talk:{talk}:complain")

    await club.say(anna, "Уже лучше", reply_to=question["id"])

    assert await night.heard_by(night.vera, "Уже лучше")
    assert await rows(club.region.database, Complaint) == []


async def test_a_document_loses_the_name_it_had(club: Club) -> None:
    night, anna, _ = await guarded(club)
    paper = {"name": "Справка Ивановой Анны.PDF", "content_base64": "JVBERi0="}

    await club.say(anna, "", document={**paper, "caption": "Вот"})

    copy = await night.last_from_bot(night.vera)
    assert copy["text"] == "💬 Семья-217\nВот"
    assert copy["media"]["name"] == "документ.pdf"


async def test_after_opening_up_it_keeps_its_name(club: Club) -> None:
    night, anna, talk = await guarded(club)
    for side in (anna, night.vera):
        await club.region.act(night.people[side], relay.agree_to_reveal, talk)
    paper = {"name": "Справка.pdf", "content_base64": "JVBERi0="}

    await club.say(anna, "", document=paper)

    assert (await night.last_from_bot(night.vera))["media"]["name"] == "Справка.pdf"


async def test_a_forwarded_message_is_refused(club: Club) -> None:
    _, anna, _ = await guarded(club)
    own = await club.messenger.say(anna, "Здравствуйте")
    await club.settle()

    await club.say(anna, "", forward_from={"chat_id": anna, "message_id": own["message_id"]})

    assert "показывает, чьё оно" in await club.screen(anna)
    assert len(await rows(club.region.database, RelayMessage)) == 1


async def test_an_album_survives_a_restart_between_its_halves(club: Club) -> None:
    night, anna, _ = await guarded(club)
    await club.messenger.say(anna, "", photo={**PICTURE, "caption": "Раз"})
    await club.hear()
    await club.restart()
    await club.messenger.say(anna, "", photo={**PICTURE, "caption": "Два"})
    await club.settle()

    copies = [one["text"] for one in await night.inbox(night.vera) if one.get("media")]
    assert copies == ["💬 Семья-217\nРаз", "💬 Семья-217\nДва"]


async def test_whoever_leaves_says_goodbye_without_a_word_more(club: Club) -> None:
    night, anna, _ = await guarded(club)
    await club.say(anna, "Спасибо")

    await club.region.act(night.people[anna], leave)
    await club.settle()

    assert "Семья-217" in await club.screen(night.vera)
    await club.say(night.vera, "Держитесь")
    assert not await night.heard_by(anna, "Держитесь")


async def test_help_stays_open_to_whoever_is_banned_from_chats(club: Club) -> None:
    night, anna, _ = await guarded(club)
    chat = await club.chat()
    await club.app.bot.ban_chat_member(chat, anna)
    await club.settle()

    await club.say(anna, "Меня забанили, но мне нужна помощь")

    assert await night.heard_by(night.vera, "мне нужна помощь")


async def test_the_longest_caption_and_a_header_arrive_whole(club: Club) -> None:
    night, anna, _ = await guarded(club)
    caption = "я" * 1024

    await club.say(anna, "", photo={**PICTURE, "caption": caption})

    photo, words = [one for one in await night.inbox(night.vera) if one["from"]["is_bot"]][-2:]
    assert (photo["text"], words["text"]) == ("💬 Семья-217", caption)


async def test_a_specialist_is_shown_the_way_to_the_site(club: Club) -> None:
    night = await Night.of(club)
    olga = await night.comes("Ольга", Role.SPECIALIST)

    await club.say(olga, "/admin")

    assert "/login/" in str(await night.last_from_bot(olga))
