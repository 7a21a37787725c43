"""What may be said of a child instead of a name and a date of birth: «дочка, 9 лет»."""

from datetime import date
from typing import NamedTuple

from moderation.detect.personal_data.birth_dates import birth_dates
from moderation.detect.personal_data.given_names import Gender, given_names
from moderation.detect.text import Text

_OF_AGE = 18
_TEENS, _FEW = range(11, 15), range(2, 5)  # «11 лет», «3 года»
_CHILDREN = {
    "ru": {Gender.GIRL: "дочка", Gender.BOY: "сын", None: "ребёнок"},
    "en": {Gender.GIRL: "a girl", Gender.BOY: "a boy", None: "a child"},
}


class Age(NamedTuple):
    """«дочка», «9 лет»."""

    child: str
    years: str


def as_age(piece: str, today: date, language: str) -> Age | None:
    """What the name and the date in a piece of text tell; None for adults and where none can be."""
    text = Text(piece)
    ages = [age for birth in birth_dates(text.clean) if (age := birth.age(today)) is not None]
    if not ages or ages[0] >= _OF_AGE:
        return None
    names = given_names()
    genders = {names[word].gender for word in text.words() if word in names}
    gender = genders.pop() if len(genders) == 1 else None
    return Age(_CHILDREN["en" if language == "en" else "ru"][gender], _in_words(ages[0], language))


def _in_words(years: int, language: str) -> str:
    if language == "en":
        return "less than a year old" if years == 0 else f"{years} year{'s'[: years != 1]} old"
    if years == 0:
        return "меньше года"
    ones = 0 if years in _TEENS else years % 10
    return f"{years} {'год' if ones == 1 else 'года' if ones in _FEW else 'лет'}"
