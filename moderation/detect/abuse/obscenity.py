"""Obscene words: a sigh about life, or thrown at somebody."""

import re
from collections.abc import Iterator, Mapping

from moderation.detect.abuse.aim import Aim, aim_of
from moderation.detect.abuse.disguise import squeezed
from moderation.detect.abuse.insults import group_around
from moderation.detect.abuse.notation import SENTENCE_EDGE, classes
from moderation.detect.abuse.phrases import Hit
from moderation.detect.abuse.reading import Reading
from moderation.detect.abuse.roots import Root, root_of
from moderation.detect.reasons import Reason

_AIMED = 0.9
_AT_NOBODY: Mapping[Root, float] = {Root.PERSON: 0.65, Root.STRONG: 0.65, Root.SOFT: 0.55}
_A_DOG = 0.4  # «сука» said of a dog
_HINT = re.compile(
    r"ху|хй|пи|пз|пё|п[аеэы]з|еб|йоб|ёб|бл|сук|сцу|суч|муд|нд|хул|луп|епт|епал|ипа|пох|нах|пнх|мля|бдя"
    r"|дроч|дрот|пед|пыд|fuck|bitch|asshole|cunt|bullshit"
)
_AT_PEOPLE = frozenset({Aim.YOU, Aim.CALL, Aim.MEMBER, Aim.CROWD})
_CUES = classes("classes.txt")
_SEND = frozenset("иди идите пошла пошел пошли шла шел шли катись катитесь вали валите шуруй топай".split())
_MOUTH = frozenset("соси сосите пососи отсоси завали завалите закрой закройте заткни заткните".split())
_OTHERS = frozenset("все всё оно они он она это эти".split())
_ORDER = re.compile(r"(?:отъ?|съ?|у|до)еб(?:ись|итесь|и|ите|ывай|ывайте)|пизди(?:те)?|выебывайся|хуярь")
_DONE = re.compile(r".*(?:л|ла|ли|лся|лась|лись|ешь|ете|ишь|ите|ешься|етесь|ишься|итесь)")
_WHY = re.compile(r"хули|нахуя|хуя|хули")
_MOTHER = frozenset({"мать", "налево", "душу", "дивизию"})


def find_obscenity(reading: Reading) -> Iterator[Hit]:
    if not _HINT.search(" ".join(reading.words)):
        return
    for place, word in enumerate(reading.words):
        root = root_of(word)
        if root is None and (short := squeezed(word)):
            root = root_of(short)
        if root is not None:
            yield Hit(Reason.OBSCENITY, _score(root, place, reading), place, place)


def _score(root: Root, place: int, reading: Reading) -> float:
    word = reading.words[place]
    if word.startswith(("сук", "суч")) and not _CUES["dog"].isdisjoint(reading.words):
        return _A_DOG
    group = group_around(place, reading)
    if root is Root.PERSON and aim_of(group, reading) in _AT_PEOPLE:
        return _AIMED
    return _AIMED if _thrown(word, place, reading) else _AT_NOBODY[root]


def _thrown(word: str, place: int, reading: Reading) -> bool:
    """Sent away, told to be silent, asked «какого …»: at the one who is spoken to."""
    words = reading.words
    begin, end = reading.sentence(place)
    before = words[max(begin, place - 3) : place]
    around = [*before, *words[place + 1 : min(end, place + 3)]]
    if _ORDER.fullmatch(word) or not _MOUTH.isdisjoint(before):
        return True
    if not _SEND.isdisjoint(around) and _OTHERS.isdisjoint(before):
        return True
    if "твою" in around and not _MOTHER.isdisjoint(words[place : place + 4]):
        return False
    you = not _CUES["ты"].isdisjoint(around)
    if you and (_DONE.fullmatch(word) or _WHY.fullmatch(word)):
        return True
    owned = words[place + 1 : min(end, place + 4)]
    return word.startswith(("ебал", "вертел", "уеб", "въеб", "выеб")) and not _CUES[
        "любой_ты"
    ].isdisjoint(owned) and SENTENCE_EDGE not in owned
