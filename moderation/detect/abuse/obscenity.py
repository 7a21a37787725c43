"""Obscene words: a sigh about life, or thrown at somebody."""

import re
from collections.abc import Mapping

from moderation.detect.abuse.aim import Aim, Group, aim_of
from moderation.detect.abuse.notation import classes
from moderation.detect.abuse.reading import Reading
from moderation.detect.abuse.roots import Root

_AIMED = 0.9
_AT_NOBODY: Mapping[Root, float] = {Root.PERSON: 0.65, Root.STRONG: 0.65, Root.SOFT: 0.55}
_A_DOG = 0.4  # «сука» said of a dog
_AT_PEOPLE = frozenset({Aim.YOU, Aim.CALL, Aim.MEMBER, Aim.CROWD})
_CUES = classes("cues")
_SEND, _MOUTH, _OTHERS = _CUES["send"], _CUES["mouth"], _CUES["others"]
_ORDER = re.compile(
    r"(?:отъ?|съ?|у|до)еб(?:ись|итесь|и|ите|ывай|ывайте)|пизд(?:и|ите|уй|уйте)|выебывайся|хуярь"
)
_DONE = re.compile(r".*(?:л|ла|ли|лся|лась|лись|[еи]шь|[еи]те|[еи]шься|[еи]тесь)")
_WHY = re.compile(r"хул[ие]|нахуя|хуя")
_DOING = re.compile(r"(?:вы|у|въ|за)?еб(?:ал|у)[аи]?|вертел[аи]?")
_MOTHER = "мать"


def obscenity_score(root: Root, group: Group, place: int, reading: Reading) -> float:
    word = reading.words[place]
    if word.startswith(("сук", "суч")) and not _CUES["dog"].isdisjoint(reading.words):
        return _A_DOG
    if root is Root.PERSON:
        aim = aim_of(group, reading)
        if aim in _AT_PEOPLE or (aim is Aim.ALONE and group.weighted):
            return _AIMED
    return _AIMED if _thrown(word, place, reading) else _AT_NOBODY[root]


def _thrown(word: str, place: int, reading: Reading) -> bool:
    """Sent away, told to be silent, asked «какого …»: at the one who is spoken to."""
    begin, end = reading.sentence(place)
    before = reading.words[max(begin, place - 3) : place]
    after = reading.words[place + 1 : min(end, place + 4)]
    if _ORDER.fullmatch(word) or not _MOUTH.isdisjoint(before):
        return True
    if not _SEND.isdisjoint((*before, *after[:2])) and _OTHERS.isdisjoint(before):
        return True
    if _MOTHER in after:  # a curse at nobody, though it says «твою»
        return False
    if not _CUES["you"].isdisjoint((*before, *after[:2])):
        return _DONE.fullmatch(word) is not None or _WHY.fullmatch(word) is not None
    return _DOING.fullmatch(word) is not None and not _CUES["any_you"].isdisjoint(after)
