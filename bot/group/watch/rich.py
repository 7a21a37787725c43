"""The words of a structured message (headings, lists, tables): what an author says in them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from aiogram.types import RichMessage

_QUOTATIONS = frozenset({"blockquote", "expandable_blockquote", "pullquote"})
_ADDRESSES = frozenset({"url", "link"})
# Whatever else a block holds (files, sizes, alignments) says nothing.
_WORDS = frozenset({"text", "label", "summary", "caption", "alternative_text", "expression"})
_PARTS = frozenset({"blocks", "items", "cells", "buttons", "button"})


def words_of(message: RichMessage) -> tuple[str, tuple[str, ...]]:
    """The text, a block a line, and the addresses its words and buttons lead to."""
    blocks = message.model_dump(exclude_none=True)["blocks"]
    lines = ("".join(_texts(block)) for block in blocks)
    return "\n".join(line for line in lines if line), tuple(_addresses(blocks))


def _texts(part: Any) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, Mapping):
        if part.get("type") in _QUOTATIONS:
            return
        for name, value in part.items():
            if name in _WORDS:
                yield from _texts(value)
                yield " " if name == "label" else ""
            elif name in _PARTS:
                yield from _each_apart(value)
    elif isinstance(part, Sequence):
        for one in part:
            yield from _texts(one)


def _each_apart(parts: Any) -> Iterator[str]:
    """Items and cells stand apart from each other, as they do on the screen."""
    for one in parts if isinstance(parts, list) else [parts]:
        yield from _texts(one)
        yield "\n"


def _addresses(part: Any) -> Iterator[str]:
    if isinstance(part, Mapping):
        for name, value in part.items():
            if name in _ADDRESSES and isinstance(value, str):
                yield value
            else:
                yield from _addresses(value)
    elif isinstance(part, list | tuple):
        for one in part:
            yield from _addresses(one)
