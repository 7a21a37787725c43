"""Living speech: children named in passing, stories, numbers in words, doors, pick-ups."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from moderation.detect import Action
from moderation.detect.personal_data.spoken_dates import value_of
from moderation.detect.personal_data.spoken_numbers import spoken_numbers
from tests.unit.moderation.personal_data_helpers import judged, places, score

SIGNALS = Path(__file__).parents[3] / "moderation" / "corpora" / "personal_data" / "signals.txt"
REMOVED, HINTED = 0.85, 0.4  # from these scores on, as in moderation/detect/policy.py

IN_PASSING = [
    "наша Алиса дерётся в садике",
    "Сонечка сегодня назвала меня мамой",
    "Как объяснить Матвею, что кровная мама не придёт?",
    "Кирюшка ворует из холодильника",
    "Тасю дразнят в школе",
    "Лиза, 10 лет, врёт на каждом шагу",
    "Федя у нас левша, а учительница переучивает",
    "ванечка у нас из детдома, хомячит хлеб",
    "Знакомые удочерили Злату, хвастаются",
    "my foster daughter Sonya steals food",
]
CERTAIN = [
    ("приёмная Ульяна Жук снова сбежала", "adoption_name"),
    ("сорока тимофей у нас под опекой, мать сидит", "adoption_name"),
    ("У соседки под опекой Ринат Галеев", "adoption_name"),
    ("Глеб, 9 лет, из центра «Родник», мама в тюрьме", "adoption_name"),
    ("Мать Вероники Пух лишена прав", "adoption_name"),
    ("ульяна ф 71 не говорит", "diagnosis_name"),
    ("приёмная Лерочка с ВИЧ", "diagnosis_name"),
    ("Маша Гусь состоит на учёте у психиатра", "diagnosis_name"),
    ("снилс у него 1 4 3 5 5 6 7 8 8 0 2", "snils"),
    ("номер мамы Вани восемь девятьсот тринадцать ноль ноль пять сорок два семнадцать", "phone"),
    ("паспорт шестьдесят девять двенадцать номер сто один ноль ноль пять", "passport"),
    ("дочкина почта alisa_k собака mail точка ru", "email"),
    ("пишите опекуну Димы на olga@semya.example", "email"),
    ("школьная карта питания сына 9643 9000 1122 3345", "card"),
    ("ключ под ковриком, Нахимова 12-45", "address"),
    ("с Заозёрной 33 квартира сорок, дети одни", "address"),
    ("Мы на Сибирской 81/2, 4 подъезд, домофон 77", "address"),
    ("Ксения Панова 2015 03 18", "full_name_birth"),
    ("матвей лось тринадцатого мая две тысячи двенадцатого", "full_name_birth"),
    ("запись акта 1180 от 12.02.2016 Алиса Гай 2015 г.р.", "full_name_birth"),
    ("Тихон Берг 14/II/2013", "full_name_birth"),
    ("Тёма в садике рябинка группа гномики", "school_class"),
    ("заберите Настю Волкову с танцев, ДК «Маяк», 17:40", "child_name"),
    ("my foster son Ilya Baranov, born 12 May 2013", "adoption_name"),
]
GROWN_UP = [
    "Оля, а вам опека сколько дней давала на ремонт?",
    "подруга Катя удочерила двоих",
    "муж Дима боится уколов больше дочки",
    "Спасибо Наташе, подсказала дефектолога",
    "Звоните Ирине в опеку после двух",
    "я Оксана, у меня трое под опекой",
    "Сын занимается у Дмитрия Соколова в секции",
]


@pytest.mark.parametrize("text", IN_PASSING)
def test_a_child_named_in_passing_is_worth_a_private_word(text: str) -> None:
    assert judged(text).action is Action.HINT


@pytest.mark.parametrize(("text", "kind"), CERTAIN)
def test_what_gives_a_child_away_in_living_speech_is_taken_away(text: str, kind: str) -> None:
    assert kind in places(text)
    assert judged(text).action is Action.REMOVE


@pytest.mark.parametrize("text", GROWN_UP)
def test_parents_and_their_friends_are_left_alone(text: str) -> None:
    assert judged(text).action is Action.ALLOW


def test_numbers_and_years_in_words_are_read() -> None:
    (said,) = spoken_numbers("восемь девятьсот тринадцать ноль ноль пять сорок два семнадцать")

    assert (said.digits, said.shape) == ("89130054217", (1, 3, 1, 1, 1, 2, 2))
    assert list(spoken_numbers("дом семь, квартира два")) == []
    assert (value_of("двадцать первого"), value_of("две тысячи двенадцатого")) == (21, 12)


def signals() -> Iterator[tuple[str, str]]:
    for line in SIGNALS.read_text(encoding="utf-8").splitlines():
        if not line.startswith("##"):
            weight, text = line.split("\t", 1)
            yield weight, text


def test_most_of_the_hand_written_leaks_are_found() -> None:
    told, found = Counter[str](), Counter[str]()
    missed = []
    for weight, text in signals():
        told[weight] += 1
        if score(judged(text)) >= (REMOVED if weight == "hard" else HINTED):
            found[weight] += 1
        else:
            missed.append(text)

    assert found["hard"] >= 0.88 * told["hard"], missed
    assert found["soft"] >= 0.88 * told["soft"], missed
