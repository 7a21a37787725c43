"""Invented people, in every case that a sentence may ask for."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from random import Random

import pymorphy3

GIRLS = (
    "Алина Мария Софья Дарья Анастасия Виктория Полина Ксения Варвара Ульяна Вероника Кира Милана Ева Таисия "
    "Арина Василиса Есения Злата Камила Регина Эльвира Снежана Кристина Анжелика Яна Зарина Айгуль Сабрина "
    "Алёна Людмила Светлана Надежда Вера Любовь Диана Олеся Маргарита Евгения Александра Аделина Марьяна "
    "Севиль Жаннета Стефания Мирослава Эмилия Агния Рада Лилия"
).split()
BOYS = (
    "Артём Максим Иван Даниил Кирилл Никита Егор Илья Матвей Тимофей Роман Лев Марк Захар Ярослав Глеб Степан "
    "Савелий Мирон Денис Руслан Тимур Рустам Амир Савва Фёдор Григорий Павел Пётр Семён Антон Вадим Игорь "
    "Станислав Родион Платон Демид Арсений Назар Богдан Эрик Давид Камиль Айдар Булат Жаргал Баир Семён Евгений "
    "Александр Владислав"
).split()
HOME_GIRLS = "Маша Даша Настя Вика Ксюша Варя Лиза Катя Соня Поля Алёнка Аня Лера Юля Таня Оля Ира Света Женя Саша".split()
HOME_BOYS = "Ваня Дима Саша Никитка Егорка Илюша Тимоша Рома Лёва Стёпа Федя Гриша Паша Петя Сёма Антошка Вадик Костя Миша Лёша".split()
SURNAMES = (
    "Петров Иванов Сидоров Кузнецов Смирнов Попов Соколов Лебедев Козлов Новиков Морозов Волков Зайцев Соловьёв "
    "Голубев Виноградов Белов Медведев Антипов Тарасов Жуков Фомин Шестаков Ершов Гущин Рябов Титов Мухин Карпов "
    "Щукин Кулагин Воронин Ильин Никитин Селиванов Дроздов Чащин Аникин Ясюков Бухтояров Колпащиков "
    "Вершининский Левицкий Заблоцкий Раевский Крамской Полянский Шаройко Ткаченко Бондаренко Остапенко Лысенко "
    "Гончарук Савчук Мельничук Гайдук Долгих Черных Седых Ахметов Сафин Мухаметшин Хайруллин Жамбалов Цыренов "
    "Сагитов Каримов Исмаилов Алиев Оганесян Петросян Шмидт Вагнер Майер Лебедь Мороз Коваль Белый Толстых"
).split()
FATHERS = "Сергеевич Андреевич Иванович Дмитриевич Алексеевич Павлович Олегович Юрьевич Ильич Русланович Игоревич Николаевич".split()
MOTHERS_WAY = "Сергеевна Андреевна Ивановна Дмитриевна Алексеевна Павловна Олеговна Юрьевна Ильинична Руслановна Игоревна Николаевна".split()

NOMINATIVE, GENITIVE, DATIVE, ACCUSATIVE, INSTRUMENTAL = "nomn", "gent", "datv", "accs", "ablt"


class Sex(StrEnum):
    GIRL = "femn"
    BOY = "masc"


@dataclass(frozen=True)
class Child:
    sex: Sex
    first: str
    home: str  # as the family calls the child
    last: str
    patronymic: str

    def called(self, case: str = NOMINATIVE) -> str:
        return inflected(self.home, case, self.sex)

    def named(self, rng: Random, case: str = NOMINATIVE) -> str:
        """First and last name, in one of the orders people use, sometimes with the patronymic."""
        first = inflected(rng.choice((self.first, self.first, self.home)), case, self.sex)
        last = inflected(self.last, case, self.sex)
        if rng.random() < 0.2:
            formal = inflected(self.first, case, self.sex)
            return f"{last} {formal} {inflected(self.patronymic, case, self.sex)}"
        return f"{first} {last}" if rng.random() < 0.55 else f"{last} {first}"

    @property
    def kinship(self) -> str:
        return "дочка" if self.sex is Sex.GIRL else "сын"


def child(rng: Random) -> Child:
    girl = rng.random() < 0.5
    sex = Sex.GIRL if girl else Sex.BOY
    last = rng.choice(SURNAMES)
    return Child(
        sex,
        rng.choice(GIRLS if girl else BOYS),
        rng.choice(HOME_GIRLS if girl else HOME_BOYS),
        _of_a_girl(last) if girl else last,
        rng.choice(MOTHERS_WAY if girl else FATHERS),
    )


def _of_a_girl(surname: str) -> str:
    if surname.endswith(("ов", "ев", "ёв", "ин")):
        return surname + "а"
    if surname.endswith(("ский", "цкий", "ской")):
        return surname[:-2] + "ая"
    return "Белая" if surname == "Белый" else surname


@cache
def _analyzer() -> pymorphy3.MorphAnalyzer:
    return pymorphy3.MorphAnalyzer()


@cache
def inflected(word: str, case: str, sex: Sex) -> str:
    """The word in a case, its capital and ё kept as far as possible; unchanged if none is known."""
    if case == NOMINATIVE:
        return word
    parses = [
        parse
        for parse in _analyzer().parse(word.lower())
        if {"NOUN"} in parse.tag and parse.tag.case == "nomn" and parse.tag.number == "sing"
    ]
    parses.sort(key=lambda parse: str(parse.tag.gender) not in (str(sex), "ms-f"))
    for parse in parses:
        form = parse.inflect({case, "sing"})
        if form is not None:
            return form.word.capitalize()
    return word
