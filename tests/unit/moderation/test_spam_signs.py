"""What is told as spam or fraud, by which signs, and what is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.detect import Action, ChatRules, Known, Message, Origin, Question, Standing
from moderation.detect.reasons import Reason
from tests.support.corpora import messages
from tests.unit.moderation.spam import is_held, score_of, shipped, signs_of, verdict_on, with_model


@pytest.mark.parametrize(
    "text",
    [
        "Набираем ребят в команду, удалённо, от 120 долларов в день, опыта не нужно, пиши в лс",
        "Cрочно нyжны люди на yдаленку, oплата 5000 в дeнь, пишитe @rabota_doma_hr",
        "з а р а б о т о к  из дома от 3000 в день, жми t.me/+Zarabotok5",
        "Оформим опеку без очереди и проверок, свои люди в органах, пишите в личку",
        "Справка о несудимости за день без посещения, оплата после, @spravki_srazu",
        "Сниму порчу, верну мужа, результат за сутки, пишите в ватсап",
        "Займ на карту без отказа, даже с просрочками, пишите менеджеру",
        "Казино дарит 300 фриспинов за регистрацию, промокод внутри канала",
        "Закрытый канал с сигналами по крипте, плюс 40% в неделю, вступай",
        "Вам положена выплата 25000 на ребёнка, введите карту на gosuslugi-dengi.top",
        "Меф, гаш, шишки, клады по всему городу, бот @klad_gorod_bot",
        "I never believed in forex until Mrs Carter helped me withdraw $8,000, contact her",
        "Earn $300 daily from home, no experience needed, message me on WhatsApp",
    ],
)
def test_spam_of_a_newcomer_is_put_aside(text: str) -> None:
    verdict = verdict_on(text)

    assert verdict.action.weight >= Action.HOLD.weight
    assert verdict.decided_by is Question.SPAM
    assert verdict.reasons


@pytest.mark.parametrize(
    "text",
    [
        "Спасибо вам огромное за поддержку 🙏🙏🙏",
        "🎉🎉🎉🥳🥳🥳❤️❤️❤️",
        "напишите мне в личку",
        "Напишите в личку, пожалуйста, кто проходил ШПР в этом году",
        "Продам зимнюю обувь 32 размера, 800 рублей, писать в личку",
        "Ботинки 4500, куртка 7200, а пособие всё то же",
        "Вот закон: https://www.consultant.ru/document/cons_doc_LAW_8559/",
        "запишитесь через https://www.gosuslugi.ru там всё просто",
        "муж устроился на завод платят сорок пять тысяч в месяц зато каждый день дома",
        "С П А С И Б О  всем!",
        "УРА!!! НАМ ДАЛИ КВАРТИРУ!!!",
        "7б класс едет на экскурсию, скинулись по 450 рублей на карту Ольги",
        "Осторожно, мошенники пишут от имени опеки и просят код из смс",
        "Срочно нужен человек посидеть с малышами два часа",
        "кто знает, почему docker build не видит переменные?",
        "Does anyone know a good dentist? Thanks a lot!",
        "",
        "+",
        "👍",
    ],
)
def test_the_talk_of_parents_is_left_alone(text: str) -> None:
    verdict = verdict_on(text)

    assert verdict.action is Action.ALLOW
    assert Question.SPAM not in verdict.raised


@pytest.mark.parametrize("corpus", ["innocent", "traps"])
def test_no_innocent_message_of_the_corpora_is_touched(corpus: str) -> None:
    touched = [text for text in messages(corpus) if is_held(text)]

    assert touched == []


def test_what_the_product_ships_as_spam_is_told() -> None:
    spam = messages("spam")

    told = sum(map(is_held, spam))

    assert told / len(spam) > 0.8


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("заходите сюда t.me/+Abc123", Reason.SPAM_LINK),
        ("подробнее https://bit.ly/3abc", Reason.SPAM_LINK),
        ("наш магазин odezhda-detyam.top", Reason.SPAM_LINK),
        ("проверьте начисления gosus1ugi.ru/login", Reason.SPAM_FALSE_SITE),
        ("вход: sberbank-zashita.online", Reason.SPAM_FALSE_SITE),
        ("оплата avito-dostavka.top", Reason.SPAM_FALSE_SITE),
        ("портал gоsuslugi.ru", Reason.SPAM_FALSE_SITE),  # a Russian «о» among Latin letters
        ("фото тут: albom-klassa.apk", Reason.SPAM_PROGRAM),
        ("доход от 5000 рублей в день на дому", Reason.SPAM_PROMISE),
        ("есть схема заработка, пишите в личку", Reason.SPAM_LURE),
        ("СКИДКА НА ШУБЫ ДО ВОСКРЕСЕНЬЯ ЦЕНА 9900 РУБ", Reason.SPAM_SHOUTING),
        ("Вcем пpивет, нyжны деньги", Reason.SPAM_DISGUISE),
    ],
)
def test_a_sign_is_named(text: str, reason: Reason) -> None:
    assert reason in signs_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "https://www.gosuslugi.ru/600123/1/form",
        "смотрите на tomsk.gov.ru и mfc.tomsk.gov.ru",
        "https://vk.com/klub_semya",
        "node.js, readme.md, e.g. и т.д.",
        "пришло.спасибо",
        "mama@gosuslugi.ru",
        "https://python-telegram-bot.org/docs и pochta.tomsk.ru",
    ],
)
def test_an_honest_address_says_nothing(text: str) -> None:
    named = {Reason.SPAM_LINK, Reason.SPAM_FALSE_SITE, Reason.SPAM_PROGRAM, Reason.SPAM_HIDDEN_LINK}

    assert not signs_of(text) & named


def test_a_link_hidden_behind_another_address_is_caught() -> None:
    honest = Message("Подробности на gosuslugi.ru", links=("https://www.gosuslugi.ru/help",))
    other = Message("Подробности на gosuslugi.ru", links=("https://dengi.example.org/f",))

    assert score_of(honest) < 0.1
    assert is_held(other)
    assert Reason.SPAM_HIDDEN_LINK in signs_of(other)


def test_the_clubs_own_site_is_above_suspicion() -> None:
    message = Message("Анкета тут: klub-semya.online/anketa", links=("https://klub-semya.online/",))
    rules = ChatRules(known=Known(domains=frozenset({"klub-semya.online"})))

    assert score_of(message) > 0.3
    assert verdict_on(message, rules).scores[Question.SPAM] < 0.1


def test_an_attached_program_is_held_whatever_is_said_of_it() -> None:
    assert is_held(Message("Фото с праздника", file_name="prazdnik.apk"))
    assert not is_held(Message("Фото с праздника", file_name="prazdnik.jpg"))


def test_a_forwarded_post_counts_only_when_it_leads_somewhere() -> None:
    text = "Новости района: трассу открыли, автобусы пошли"
    plain = Message(text, origin=Origin.CHANNEL)
    leading = Message(text + " t.me/novosti_raiona", origin=Origin.CHANNEL)
    with_buttons = Message(text, origin=Origin.CHANNEL, has_buttons=True)

    assert score_of(plain) < 0.1
    assert Reason.SPAM_FORWARDED_AD in signs_of(leading)
    assert score_of(leading) < 0.5  # parents do share news
    assert score_of(with_buttons) > score_of(plain)


def test_buttons_of_another_bot_are_a_sign() -> None:
    assert Reason.SPAM_BUTTONS in signs_of(Message("Забирай подарок", has_buttons=True))


def test_what_is_quoted_is_not_the_authors_spam() -> None:
    spam = "Доход от 100$ в день, без опыта, пишите в лс @work_now_hr"
    warned = f"Девочки, мне такое прислали: «{spam}», удаляйте сразу, это обман"
    answered = Message(spam + "\nуберите это", quotes=((0, len(spam)),))

    assert is_held(spam)
    assert not is_held(warned)
    assert not is_held(answered)


def test_the_same_words_cost_a_newcomer_more_than_an_activist() -> None:
    text = "Набор в команду, доход от 100$ в день без опыта, пишите в лс"
    actions = [shipped().judge(Message(text, standing)).action for standing in Standing]

    assert [action.weight for action in actions] == sorted(
        (action.weight for action in actions), reverse=True
    )
    assert actions[0].weight > actions[2].weight


def test_the_telling_words_are_shown_where_they_stand() -> None:
    text = "Привет. Сниму п0рчу и сгл@з, верну любимого, пишите в лс"

    shown = [text[f.begin : f.end] for f in verdict_on(text).findings if f.end]

    assert "п0рчу" in shown


def test_without_a_model_the_plainest_spam_is_still_told() -> None:
    rules_alone = with_model(None)

    assert is_held("Доход от 100$ в день, без вложений, пишите в лс @work_hr", rules_alone)
    assert is_held("Ваша выплата на gosuslugi-lk.top", rules_alone)
    assert not any(is_held(text, rules_alone) for text in messages("innocent/thanks"))


@given(
    st.text(max_size=400)
    | st.lists(st.sampled_from(messages("spam")), max_size=4).map("\n".join)
    | st.text(alphabet="₽$@t.me/+-1230 apk лcпишиte\u200b🙏«»\n", max_size=200)
)
def test_any_text_gets_a_score_and_places_inside_it(text: str) -> None:
    verdict = verdict_on(text)

    assert 0 <= verdict.scores[Question.SPAM] <= 1
    for finding in verdict.findings:
        assert 0 <= finding.score <= 1
        assert 0 <= finding.begin <= finding.end <= len(text)
