"""Photographs and scans of documents, known by the words of their caption or file name: the
detector sees no pictures (beyond.md 2)."""

import re
from collections.abc import Iterator

from moderation.detect.message import Media, Message
from moderation.detect.personal_data.reading import Reading
from moderation.detect.personal_data.sign import HARD, Sign
from moderation.detect.reasons import Reason

_PAPERS = re.compile(
    r"снилс|паспорт|свидетельств|свид\w{0,4}[ ._-]{1,2}о[ ._-]|полис|справк\w{0,3}[ ._-]{1,2}мсэ|ипра?\b|решени\w{1,2}[ ._-]суда"
    r"|snils|pas+port|svid(?:etel\w{0,6}|\b|[_-])|birth[ _-]?cert|polis|заключени\w{1,2}[ ._-](?:пмпк|мсэ|врач\w)|медкарт"
    r"|выписк\w{1,2}[ ._-]из|личн\w{2,3}[ ._-]дел|постановлени\w{1,2}[ ._-](?:об?|о)[ ._-]опек"
)
_NOT_THE_PAPER = re.compile(
    r"образец|пример|бланк|пуст(?:ой|ая|ое)|шаблон|как (?:получить|оформить|заполнить|выглядит)|памятк|инструкц|obrazec|blank|шапк"
    r"|обложк|прививочн|паспорт (?:проекта|безопасности|клуба)|чехол|без данных|закрасил|замазал|скрыл|список документов|перечень"
    r"|нужн|\?"
)


def photographed(reading: Reading, message: Message) -> Iterator[Sign]:
    """A picture or file that its author or its name calls a paper of a person."""
    if message.media not in (Media.PHOTO, Media.DOCUMENT):
        return
    name = message.file_name.lower().replace("ё", "е")
    if _NOT_THE_PAPER.search(reading.clean) or _NOT_THE_PAPER.search(name):
        return
    if match := _PAPERS.search(reading.clean):
        yield Sign(Reason.DOCUMENT_PHOTO, HARD, *match.span())
    elif _PAPERS.search(name):
        yield Sign(Reason.DOCUMENT_PHOTO, HARD, 0, 0)
