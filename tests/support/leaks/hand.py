"""A thought as different hands type it: slips, no capitals, no commas, a greeting, a smile."""

import re
from random import Random

_BEFORE = (
    *("девочки, ", "Всем привет! ", "Подскажите пожалуйста: ", "Здравствуйте. ", "Вот, ", "так, "),
    *("мамочки помогите ", "Добрый вечер, ", "Коллеги, ", "прошу совета. ", "ну вот ", "ой "),
    *("Пишу сюда, потому что больше некуда. ", "Извините что поздно, ", "это опять я, "),
    "по вчерашнему вопросу: ",
)
_AFTER = (
    *(" спасибо", " 🙏", ". Заранее благодарю!", " помогите", " ))", ", что делать?", "!!!", " 😭"),
    *(" жду ответа", ".", " кто сталкивался?", " до завтра надо", " никому не показывайте"),
    *(", напишите если что", " 🤷‍♀️"),
)
_WORD = re.compile(r"[а-яёА-ЯЁ]{5,}")
_NEIGHBOURS = dict(
    zip(
        "йцукенгшщзхъфывапролджэячсмитьбю",
        "цуцкенгшщзхзывывапролджжчсчсмить",
        strict=True,
    )
)


def by_hand(rng: Random, text: str) -> str:
    """Every habit is tossed for by itself, so that most messages carry one or two."""
    if rng.random() < 0.3:
        text = rng.choice(_BEFORE) + text
    if rng.random() < 0.3:
        text += rng.choice(_AFTER)
    for _ in range(rng.choices((0, 1, 2), (75, 20, 5))[0]):
        text = _slip(rng, text)
    habit = rng.random()
    if habit < 0.35:
        text = text.lower()
    elif habit < 0.4:
        text = text.upper()
    if rng.random() < 0.4:
        text = text.replace("ё", "е").replace("Ё", "Е")
    if rng.random() < 0.2:
        text = re.sub(r"(?<=[а-яё])[,:;](?= )|[.!?]+$", "", text)
    if rng.random() < 0.03:
        text = _in_two_alphabets(rng, text)
    if rng.random() < 0.05:
        text = text.replace(", ", "\n", 1)
    return text


def _slip(rng: Random, text: str) -> str:
    """One letter of one longer word swapped, lost, doubled, or hit beside; never the first."""
    words = list(_WORD.finditer(text))
    if not words:
        return text
    begin, end = rng.choice(words).span()
    at = rng.randrange(begin + 1, end - 1)
    letter = text[at]
    slips = (
        text[at + 1] + letter,
        text[at + 1],
        letter + letter + text[at + 1],
        _NEIGHBOURS.get(letter, letter) + text[at + 1],
    )
    return text[:at] + rng.choice(slips) + text[at + 2 :]


def _in_two_alphabets(rng: Random, text: str) -> str:
    """A Latin letter where a Cyrillic one looks the same: a keyboard switched too late."""
    pair = rng.choice((("о", "o"), ("а", "a"), ("С", "C"), ("е", "e"), ("Н", "H")))
    return text.replace(*pair, 2)
