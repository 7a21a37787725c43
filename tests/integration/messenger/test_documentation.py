"""The documentation names every method and every control call there is, and no other."""

import re
from pathlib import Path

import aiogram.methods
from aiogram.methods import TelegramMethod

from deploy.messenger.control.http import ACTS
from deploy.messenger.methods import METHODS

TEXT = (Path(__file__).parents[3] / "docs" / "messenger.md").read_text(encoding="utf-8")


def test_known_and_unknown_methods_are_listed() -> None:
    _, _, lists = TEXT.partition("A list of the methods it knows")
    known, _, unknown = lists.partition("## Control API")[0].partition("<details>")
    every = {
        method.__api_method__
        for method in vars(aiogram.methods).values()
        if isinstance(method, type) and issubclass(method, TelegramMethod)
        if method is not TelegramMethod
    }
    here = {name for name in every if name.lower() in METHODS}
    assert set(re.findall(r"`(\w+)`", known)) == here
    assert set(re.findall(r"`(\w+)`", unknown)) == every - here


def test_every_control_call_is_in_the_table() -> None:
    _, _, table = TEXT.partition("| call | fields | does |")
    named = "\n".join(row.split("|")[1] for row in table.splitlines() if row.startswith("| `"))
    for call in ACTS:
        assert re.search(rf"\b{call.split()[1]}\b", named), call
