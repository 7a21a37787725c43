"""Words without their endings, roughly: enough for one word to be known in all its forms."""

_ENDINGS = (
    # nouns and adjectives
    "а я о е у ю ы и ь й ой ей ою ею ам ям ами ями ах ях ом ем ев ов ий ый ого его ому ему ых их "
    "ым им ыми ими ую юю ая яя ое ее ые ие ка ки ку кой ке ок очка очки очку очке еньк еньки "
    "енька очек ость ости остью ение ения ению ением ании ание ания анием "
    # verbs and what is made of them
    "ть ти чь л ла ло ли ет ит ут ют ат ят ешь ишь ете ите ал ала али ал ил ила или ел ела ели ул "
    "ула ули ать ять еть ить уть ают ает аю аем аешь яю яет яют ует уют уй йте айте вший вшая "
    "вшие ющий ющая ющие щий нный нная нные ный ная ные ного ной ным ных ному ен ена ены ано ан "
    "аны ана"
)
_ALL = frozenset(_ENDINGS.split())
_LENGTHS = sorted({len(ending) for ending in _ALL}, reverse=True)
_SHORTEST_WORD, _SHORTEST_STEM = 5, 3
_REFLEXIVE = ("ся", "сь")


def stem(word: str) -> str:
    """The word without its longest ending; short words stay as they are."""
    if len(word) < _SHORTEST_WORD:
        return word
    if word.endswith(_REFLEXIVE) and len(word) > _SHORTEST_WORD:
        word = word[:-2]
    for length in _LENGTHS:
        if len(word) - length >= _SHORTEST_STEM and word[-length:] in _ALL:
            return word[:-length]
    return word
