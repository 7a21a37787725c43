"""Ordinary life is left alone: idioms, saints, specialists, venues, prices, office phones."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from moderation.detect import Action, Known
from tests.unit.moderation.personal_data_helpers import judged, score

CORPORA = Path(__file__).parents[3] / "moderation" / "corpora"
HINTED = 0.4  # from this score on somebody is bothered

QUIET = [
    "Надежда умирает последней",
    "вера, надежда, любовь и мать их софия",
    "психолог Ольга Сергеевна помогла",
    "Ольга Иванова, спасибо вам за поддержку дочки",
    "Тренер сына Денис Маслов просил справку",
    "читаем Барто, завтра Чуковский",
    "Михаил Юрьевич Лермонтов родился 15 октября 1814 года",
    "Фильм с Иваном Кратовым про мальчика с ДЦП",
    "сын слушает Егора Крида",
    "школьные туфли 32–35 по 1490, 3 класс носит 34",
    "сбор в клубе на Ленина 5",
    "Адрес клуба: ул. Кирова, 15",
    "живём вместе 5 лет",
    "60 кв. м на Алтайской, есть пандус",
    "горячая линия 8-800-2000-122, звоните 112",
    "телефон опеки 8 (38241) 2-15-43",
    "Анна Зимина, 12.03.2026 в 15:00, лекция",
    "дело № 2-1234/2019 на сайте суда",
    "ИНН фонда 7017123456",
    "трек 80088812345678, заказ 1234 5678 90",
    "школа 34 набирает 1А, 1Б и 1В",
    "дети 2015 г.р. приглашаются на ёлку",
    "какие документы: паспорт, снилс, свидетельство о рождении?",
    "паш, варю варенье, света нет",
]


@pytest.mark.parametrize("text", QUIET)
def test_ordinary_life_is_left_alone(text: str) -> None:
    assert judged(text).action is Action.ALLOW


def lines(folder: str, files: str = "*.txt") -> Iterator[str]:
    for file in sorted((CORPORA / folder).glob(files)):
        for line in file.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("## "):
                yield line.replace("\\n", "\n")


def test_no_trap_is_marked() -> None:
    assert [
        line for line in lines("traps", "personal_data.txt") if score(judged(line)) >= HINTED
    ] == []


def test_innocent_messages_are_hardly_ever_marked() -> None:
    innocent = list(lines("innocent"))
    marked = [line for line in innocent if score(judged(line)) >= HINTED]

    assert len(marked) <= 0.003 * len(innocent), marked


def test_the_clubs_own_phones_people_and_sites_give_nobody_away() -> None:
    known = Known(
        phones=frozenset({"+79131234567"}),
        domains=frozenset({"klub.example"}),
        people=frozenset({"кузнецова"}),
    )

    for text in (
        "дежурный активист для детей: 8 (913) 123-45-67",
        "дочке пишите на privet@klub.example",
        "Марина Кузнецова, ЗПР и аутизм, запись открыта",
        "напишите Марине Кузнецовой про аутизм",
    ):
        assert judged(text, known=known).action is Action.ALLOW
    assert judged("Марина Кузина, у неё аутизм", known=known).action is Action.REMOVE
