"""Photographs and scans of documents, known by the words of their caption or file name: the
detector sees no pictures (beyond.md 2)."""

import re
from collections.abc import Iterator

from moderation.detect.message import Media, Message
from moderation.detect.personal_data.lexicon import Role
from moderation.detect.personal_data.patterns import any_of
from moderation.detect.personal_data.reading import Reading
from moderation.detect.personal_data.sign import HARD, Sign
from moderation.detect.reasons import Reason

_PAPER = re.compile(
    any_of(
        r"""снилс паспорт свидетельств свид\w{0,4}[\s._-]{1,2}о[\s._-] полис
        справк\w{0,3}[\s._-]{1,2}мсэ ипра?\b решени\w{1,2}[\s._-]суда медкарт
        заключени\w{1,2}[\s._-](?:пмпк|мсэ|врач\w) выписк\w{1,2}[\s._-]из личн\w{2,3}[\s._-]дел
        постановлени\w{1,2}[\s._-]об?[\s._-]опек
        snils pass?port svid(?:etel\w{0,6}|\b|[_-]) birth[\s_-]?cert polis"""
    )
)
_NOT_A_PERSONS = re.compile(
    any_of(
        r"""образец пример бланк пуст(?:ой|ая|ое) шаблон памятк инструкц obrazec blank шапк обложк
        прививочн паспорт\s(?:проекта|безопасности|клуба) чехол без\sданных закрасил замазал скрыл
        список\sдокументов перечень как\s(?:получить|оформить|заполнить|выглядит)"""
    )
)
_ASKED = re.compile(r"нужн|надо ли|\?")  # the talk is about the paper; it may not be the picture
_SHOWN = re.compile(r"\b(?:вот|это|скан|копи|фото|скин|скид|прикреп|прислал|отправ|держите|лови)")
_THEIRS = Role.CHILD | Role.CHILDREN | Role.SIBLING | Role.MINE | Role.GIVEN


def photographed(reading: Reading, message: Message) -> Iterator[Sign]:
    """A picture or file that its author or its name calls a paper of a person."""
    if message.media not in (Media.PHOTO, Media.DOCUMENT):
        return
    clean = reading.clean
    name = message.file_name.lower().replace("ё", "е")
    if _NOT_A_PERSONS.search(clean) or _NOT_A_PERSONS.search(name):
        return
    called = _PAPER.search(clean)
    asked = _ASKED.search(clean) and not (_SHOWN.search(clean) or reading.all_roles & _THEIRS)
    if called and not asked:
        yield Sign(Reason.DOCUMENT_PHOTO, HARD, *called.span())
    elif _PAPER.search(name):
        yield Sign(Reason.DOCUMENT_PHOTO, HARD, 0, 0)
