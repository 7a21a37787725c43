"""Nothing is missing: sentences for errors, translations, templates that the domain queues."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import community
import moderation.incidents
from bot.delivery.registry import PERFORMERS, RENDERERS
from bot.sentences import SENTENCES, sentence
from bot.texts import LOCALES, Texts
from community.core.errors import DomainError, all_error_classes
from tests.support.club import TOMSK

BOT = Path(LOCALES).parent
QUEUEING = {"enqueue", "enqueue_many", "_queue", "queue", "_to_everyone_who"}
KEYWORDS = {"N_": None, "texts": None, "T": None, "plural": (1, 2)}


@pytest.mark.parametrize("error", sorted(all_error_classes(), key=lambda cls: cls.code))
@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_error_of_the_domain_has_a_sentence(error: type[DomainError], language: str) -> None:
    words = sentence(error(), Texts(language, TOMSK))

    assert words.endswith((".", "!", "/start", "/menu", "/admin", "/sos", "/duty", ")."))


def test_no_sentence_has_lost_its_error() -> None:
    assert set(SENTENCES) == {cls.code for cls in all_error_classes()}


def test_every_text_of_the_bot_is_translated() -> None:
    used = {
        message if isinstance(message, str) else message[0]
        for _, _, message, _, _ in extract_from_dir(BOT, [("**.py", "python")], keywords=KEYWORDS)
    }
    with (LOCALES / "ru.po").open("rb") as file:
        catalog = read_po(file, locale="ru")
    translated = {
        message.id if isinstance(message.id, str) else message.id[0]
        for message in catalog
        if message.id and all(message.string if message.pluralizable else [message.string])
    }

    assert used == translated
    assert not catalog.obsolete
    assert not any(message.fuzzy for message in catalog if message.id)


def test_no_text_hides_in_an_f_string() -> None:
    """The extractor does not look into those; so every call is looked for here as well."""
    named = {
        str(node.args[0].value)
        for path in BOT.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) in ("texts", "T", "N_", "parcel.texts")
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }
    with (LOCALES / "ru.po").open("rb") as file:
        known = {message.id for message in read_po(file, locale="ru")}

    assert named <= known


def queued_templates() -> Iterator[str]:
    """Every literal template among the arguments of whatever queues one."""
    for path in Path(next(iter(community.__path__))).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in QUEUEING:
                for argument in node.args:
                    if isinstance(argument, ast.Constant) and "." in str(argument.value):
                        yield str(argument.value)


def test_every_template_that_the_domain_queues_is_known_to_the_bot() -> None:
    queued = set(queued_templates())

    assert len(queued) > 10
    assert queued <= {*RENDERERS, *PERFORMERS}


def test_moderation_and_the_bot_know_the_same_templates() -> None:
    """There the names stand in tables and helpers as well, so every string that is one counts."""
    named = {
        node.value
        for path in Path(next(iter(moderation.incidents.__path__))).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.fullmatch(r"moderation\.[a-z_]+", node.value)
    }

    assert named == {code for code in {*RENDERERS, *PERFORMERS} if code.startswith("moderation.")}
