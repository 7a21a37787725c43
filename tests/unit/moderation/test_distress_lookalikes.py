"""What only looks like distress calls nobody: a false alarm too often is an alarm nobody hears."""

import pytest

from tests.unit.moderation.distress import is_raised, score


@pytest.mark.parametrize(
    "text",
    [
        "умираю со смеху",
        "убила бы за чашку кофе",
        "прибью этого кота",
        "сдохнуть можно от жары",
        "телефон сдох, перезвоню",
        "муж меня убьёт, если узнает про сапоги 😂",
        "не могу больше смеяться",
        "жить не могу без вашего хора",
        "больше не могу есть эти пироги",
        "тону в стирке",
    ],
)
def test_manners_of_speech(text: str) -> None:
    assert not is_raised(text)


@pytest.mark.parametrize(
    "text",
    [
        "верну обратно в магазин, размер не тот",
        "Куртку сдам обратно, рукава короткие",
        "заберите свой диван, самовывоз",
        "отдам котят в добрые руки",
        "отвезу его на тренировку",
        "пишу отказ от школьного питания",
        "отказ в субсидии пришёл",
        "не вывожу эту физику",
        "Велосипед верну обратно во вторник",
    ],
)
def test_things_errands_and_papers(text: str) -> None:
    assert not is_raised(text)


@pytest.mark.parametrize(
    "text",
    [
        "никогда не отдам",
        "и в мыслях не было его возвращать",
        "Мы его не вернём, он наш",
        "никто тебя обратно не отдаст",
        "у меня нет желания отдавать его обратно",
        "Мы детей не бьём и не наказываем",
    ],
)
def test_a_denial(text: str) -> None:
    assert not is_raised(text)


def test_what_was_not_done_is_no_denial_of_what_will_be() -> None:
    assert is_raised("никто не помогает, отдам его обратно")
    assert is_raised("больше сил нет отдам его обратно")


@pytest.mark.parametrize(
    "text",
    [
        "Лекция о профилактике суицидов в четверг в 18:00",
        "Тема группы: «Больше не могу». Ведёт психолог",
        "В новостях: ребёнок сбежал из дома, ищут волонтёры",
        "Если есть мысли о суициде, звоните 8-800-000-00-00",
        "Если ребёнок говорит, что не хочет жить, не оставляйте его одного и звоните",
        "В песне поётся «я не хочу жить без тебя»",
        "в игре меня убили, начал заново",
        "По закону отказ от опеки рассматривают за месяц",
    ],
)
def test_lectures_news_counsel_songs_games_and_law(text: str) -> None:
    assert not is_raised(text)


@pytest.mark.parametrize(
    "text",
    [
        "Хотела вернуть, а теперь не представляю жизни без него",
        "Десять лет назад он сбегал из дома, сейчас сам отец",
        "Раньше муж бил, я ушла, и теперь всё хорошо",
    ],
)
def test_old_stories_with_a_good_end(text: str) -> None:
    assert not is_raised(text)


def test_an_old_story_without_a_good_end_is_heard() -> None:
    assert is_raised("Раньше он сбегал из дома, а теперь режет себе руки")


def test_words_said_by_a_child_are_no_quotation() -> None:
    said = score("Дочь написала в дневнике: «не хочу жить»")

    assert said >= 0.85
    assert said > score("Картина называется «Не хочу жить»")


def test_the_same_words_without_laughter_are_taken_seriously() -> None:
    assert score("я его прибью") > score("я его прибью 😂😂")
