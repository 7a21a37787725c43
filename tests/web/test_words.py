"""Every error, code and message id has its words, in Russian too."""

import importlib
import pkgutil
import re
from gettext import NullTranslations
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

import community
import moderation
from community.chats.models import ChatState, Purpose
from community.chats.rules import NEEDED_RIGHTS
from community.core.actor import Role
from community.core.errors import InvalidInput, all_error_classes
from community.core.options import BOUNDS
from community.membership.documents.errors import DocumentTextInvalid
from community.membership.people.models import FamilyState, Standing
from community.membership.verification.models import ApplicantKind, ApplicationState
from moderation.detect.message import Strictness
from moderation.detect.verdict import Action, Question
from moderation.incidents.defaults import BOUNDS as MODERATION_BOUNDS
from moderation.incidents.kinds import (
    AppealState,
    Decision,
    LessonState,
    MessageState,
    ReportReason,
    RuleReason,
    SanctionKind,
    Source,
    Topic,
)
from moderation.incidents.rules import TAKEN_AWAY
from web import errors
from web.view import incident_words as said_of
from web.view import words
from web.view.environment import LOCALES, texts

ROOT = Path(__file__).parents[2]


def asked_for() -> set[str | tuple[str, ...]]:
    """Every message id in the site's code and templates."""
    with (LOCALES / "babel.cfg").open(encoding="utf-8") as config:
        methods, options = parse_mapping_cfg(config)
    keywords = {"_": None, "gettext": None, "N_": None, "ngettext": (1, 2)}
    found = extract_from_dir(ROOT, methods, options, keywords)
    return {message for _, _, message, _, _ in found if message}


def russian() -> dict[str | tuple[str, ...], Message]:
    with (LOCALES / "ru.po").open("rb") as file:
        catalog = read_po(file, locale="ru", abort_invalid=True)
    assert not catalog.obsolete
    return {message.id: message for message in catalog if message.id}


def test_every_message_is_in_russian_and_none_is_left_over() -> None:
    known = russian()
    assert asked_for() == set(known)
    for message in known.values():
        said = message.string if isinstance(message.string, tuple) else (message.string,)
        assert all(said), message.id
        assert not message.fuzzy, message.id


def test_translations_keep_their_places_for_numbers_and_names() -> None:
    for message in russian().values():
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        said = message.string if isinstance(message.string, tuple) else (message.string,)
        wanted = {place for text in ids for place in re.findall(r"%\(\w+\)s", text)}
        for text in said:
            assert set(re.findall(r"%\(\w+\)s", text)) <= wanted, message.id


def test_every_error_of_the_domain_has_a_sentence() -> None:
    for package in (community, moderation):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
    ours = {
        cls.code
        for cls in all_error_classes()
        if cls.__module__.startswith(("community.", "moderation."))
    }
    assert ours == set(errors.SENTENCES)


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_sentence_can_be_said(language: str) -> None:
    for cls in all_error_classes():
        error = cls(limit=5, minutes=15)
        if cls.code in errors.SENTENCES:
            assert "%" not in errors.sentence(error, texts(language))
    for field in (*errors.FIELDS, "something else"):
        error = InvalidInput(field=field, limit="1–30")
        assert "%" not in errors.sentence(error, texts(language))
        assert errors.field_of(error) == field


def test_a_mistake_stands_beside_the_field_it_is_about() -> None:
    error = DocumentTextInvalid(language="en", part="summary", limit=300)
    assert errors.field_of(error) == "summary_en"
    assert (
        errors.sentence(error, NullTranslations()) == "Write something here, up to 300 characters."
    )


def test_every_option_has_a_sentence_for_its_bounds() -> None:
    assert set(BOUNDS) <= set(errors.FIELDS)


def test_every_code_has_its_words() -> None:
    assert set(words.ROLES) == set(Role)
    assert set(words.FAMILY_STATES) == set(FamilyState)
    assert set(words.STANDINGS) == set(Standing)
    assert set(words.APPLICANT_KINDS) == set(ApplicantKind)
    assert set(words.APPLICATION_STATES) == set(ApplicationState)
    assert set(words.PURPOSES) == set(Purpose)
    assert set(words.CHAT_STATES) == set(ChatState)
    rights = {right for needed in NEEDED_RIGHTS.values() for right in needed}
    assert rights == set(words.WITHOUT_RIGHT) == set(words.RIGHT_SWITCHES)


def test_every_code_of_moderation_has_its_words() -> None:
    assert set(said_of.TOPICS) == set(Topic)
    assert set(said_of.QUESTIONS) == set(Question)
    assert set(said_of.SOURCES) == set(Source)
    assert set(said_of.ACTIONS) == set(Action)
    assert set(said_of.DECISIONS) == set(Decision)
    assert set(said_of.ANSWERS) == set(Decision) - {Decision.LAPSED}
    assert set(said_of.MESSAGE_STATES) == set(MessageState)
    assert set(said_of.SANCTIONS) == set(SanctionKind)
    assert set(said_of.REPORT_REASONS) == set(ReportReason)
    assert set(said_of.RULE_REASONS) == set(RuleReason)
    assert set(said_of.APPEALS) == set(AppealState)
    assert set(said_of.LESSONS) == set(LessonState)
    assert set(said_of.STRICTNESS) == set(Strictness)


def test_every_rule_of_a_chat_has_a_sentence_for_its_bounds() -> None:
    assert set(MODERATION_BOUNDS) <= set(errors.FIELDS)


def test_every_tag_of_the_log_has_its_words() -> None:
    folders = (ROOT / "community", ROOT / "moderation")
    source = "\n".join(path.read_text() for folder in folders for path in folder.rglob("*.py"))
    subjects = set(re.findall(r'Subject\(\s*"(\w+)"', source))
    actions = set(
        re.findall(r'_?record\(\s*session, (?:actor|system_actor\([^)]*\)), "(\w+)"', source)
    )
    actions |= set(re.findall(r'\bnote\(session, actor, "(\w+)"', source)) | {"welcome", "not_now"}
    assert len(subjects) > 10
    assert len(actions) > 15
    assert subjects <= set(words.LOG_SUBJECTS)
    assert actions <= set(words.LOG_ACTIONS)
    # What the machine did, what somebody is kept to, and how an appeal ended are tags as well.
    assert {*TAKEN_AWAY, *SanctionKind, "signal"} <= set(words.LOG_ACTIONS)
    assert {AppealState.GRANTED, AppealState.REFUSED} <= set(words.LOG_ACTIONS)


def test_every_scheduled_job_has_its_words() -> None:
    folders = (ROOT / "deploy", ROOT / "bot")
    source = "\n".join(path.read_text() for folder in folders for path in folder.rglob("*.py"))
    names = set(re.findall(r'\bJob\(\s*"(\w+)"', source))
    assert len(names) > 3
    assert names <= set(words.JOBS)
