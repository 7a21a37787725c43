"""Obscene words are read in every disguise; a sigh about life is not an attack on a person."""

import pytest

from moderation.detect import Action
from moderation.detect.abuse.roots import Root, root_of
from tests.unit.moderation.abuse import action, kinds, marked, score

SIGHS = [
    "да пиздец просто, третий час на линии вишу",
    "Какого хуя нам пришёл отказ",
    "бля, как всё заебало",
    "Распиздяйство полное в этой поликлинике",
    "вот же хуета, а не обои",
    "ёб твою мать, ну кто так делает",
    "сцуко, опять не работает",
]


@pytest.mark.parametrize("sigh", SIGHS)
def test_a_sigh_in_obscene_words_is_met_with_a_hint(sigh: str) -> None:
    assert action(sigh) is Action.HINT
    assert kinds(sigh) == {"obscenity"}


@pytest.mark.parametrize(
    "attack",
    [
        "Ты пизда тупая, тебя кто спрашивал",
        "иди на хуй со своими советами",
        "Завали ебало уже",
        "вы тут охуели все",
        "мудак ты, и жена твоя такая же",
        "хули ты лезешь",
        "отъебись от моей семьи",
        "ебал я твои правила",
    ],
)
def test_thrown_at_a_person_it_is_removed(attack: str) -> None:
    assert action(attack).weight >= Action.REMOVE.weight


def test_ten_sighs_are_no_heavier_than_one() -> None:
    assert action("бля пиздец охуеть ебать сука блядь пиздец нахуй хуйня заебало") is Action.HINT


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("п*здец какой-то", "п*здец"),
        ("ну и п***ец", "п***ец"),
        ("п@здец цены", "п@здец"),
        ("пи3дец, очередь", "пи3дец"),
        ("б*ядь, забыла", "б*ядь"),
        ("бл*, забыла", "бл*"),
        ("да и х@й с ними", "х@й"),
        ("xyйня ваши курсы", "xyйня"),
        ("какого х*я", "х*я"),
        ("зае..ли бумажками", "зае..ли"),
        ("да е*** оно конём", "е***"),
        ("б л я ну как так", "б л я"),
        ("х.у.й.н.я", "х.у.й.н.я"),
        ("пи здец что творится", "пи здец"),
        ("суууука, устала", "суууука"),
        ("ппииззддеецц", "ппииззддеецц"),
        ("nu i pizdec", "pizdec"),
        ("suka, kak dostalo", "suka"),
        ("бля\u200bдь, опять", "бля\u200bдь"),
    ],
)
def test_disguise_does_not_help(written: str, place: str) -> None:
    assert kinds(written) == {"obscenity"}
    assert place in marked(written)


@pytest.mark.parametrize(
    "word",
    [
        *("рубля", "корабля", "употреблять", "оскорблять", "истреблять", "тебя", "ребенок"),
        *("подстрахуй", "застрахуй", "психую", "тихую", "хуже", "худи", "хуан", "художник"),
        *("команда", "мандарин", "мандат", "мудрый", "гандикап", "бляха", "бляшка", "блеять"),
        *("потребитель", "колеблется", "эбонит", "ебург", "сукно", "суккулент", "сучок", "херсон"),
        *("сгущенка", "педиатр", "педикюр", "педикулез", "страхование", "трахеит", "лупа", "поезд"),
        *("подебоширил", "вебинар", "хлебать", "блядов", "мудакова", "дроченая", "блин", "хрен"),
    ],
)
def test_ordinary_words_hide_nothing(word: str) -> None:
    assert root_of(word) is None
    assert score(word.title()) == 0.0


@pytest.mark.parametrize(
    ("word", "root"),
    [
        ("распиздяйство", Root.STRONG),
        ("захуярили", Root.STRONG),
        ("отъебитесь", Root.STRONG),
        ("долбоебами", Root.PERSON),
        ("выблядок", Root.PERSON),
        ("сучара", Root.PERSON),
        ("сцуко", Root.PERSON),
        ("млять", Root.SOFT),
    ],
)
def test_words_grow_from_roots(word: str, root: Root) -> None:
    assert root_of(word) is root


@pytest.mark.parametrize(
    "talk",
    [
        "Собака у нас сука, спокойная, для ребёнка самое то",
        "белка сидит на суку и грызёт шишку",
        "В задаче у сына а*б и х*у, звёздочка это умножить",
        "Мальчик К***, 7 лет, ищет семью",
        "блин, жопа, хрен с ней, с этой справкой, задолбало",
        "Дочка назвала меня сукой, что делать",
        "Ребёнок говорит «бл*дь» через слово, чем отучить",
    ],
)
def test_dogs_branches_sums_and_childrens_words_are_left_alone(talk: str) -> None:
    assert action(talk) is Action.ALLOW
