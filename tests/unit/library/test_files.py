"""Articles as files: read, written, read the same; what is wrong is named."""

import io
import zipfile
from datetime import date

import pytest

from community.library.articles.kinds import Age, Stage
from community.library.articles.rules import Source
from community.library.carrying.docx import markdown_of
from community.library.carrying.problems import FileProblem
from community.library.carrying.text import Carried, parse, written
from tests.support.words_documents import word_document

WHOLE = Carried(
    slug="sleep",
    title="Сон: «почему» — да",
    topic="sleep",
    body="## Часть\n\n---\n\nСлова.",
    summary="Коротко # и ясно",
    asked_as=("не спит: что делать", "- боится"),
    ages=frozenset({Age.BABY, Age.TEEN}),
    stages=frozenset({Stage.AFTER}),
    district="tomsk",
    sources=(Source("Закон", "https://a.ru", date(2024, 1, 1), law=True), Source("Памятка")),
    checked=date(2026, 3, 1),
    published=True,
)


@pytest.mark.parametrize("carried", [WHOLE, Carried("a", "А", "sleep", "Б")])
def test_written_and_read_it_is_the_same(carried: Carried) -> None:
    assert parse(carried.slug, written(carried)) == carried


@pytest.mark.parametrize(
    ("head", "what"),
    [
        ("title: [", "no YAML in line 2"),
        ("- a", "no YAML fields"),
        ("titel: А", "unknown field: titel"),
        ("ages: [old]", "ages: only baby, preschool"),
        ("asked_as: слова", "asked_as: a list is expected"),
        ("checked: вчера", "a day is written as"),
        ("checked: 2026-03-16 10:00:00", "a day is written as"),
        ("sources: [закон]", "sources: each has a title"),
        ("title: !!python/object/apply:os.getcwd []", "no YAML"),
    ],
)
def test_what_is_wrong_in_a_head_is_named(head: str, what: str) -> None:
    with pytest.raises(FileProblem, match=what):
        parse("a", f"---\n{head}\n---\nТекст")


def test_a_head_without_an_end_is_named() -> None:
    with pytest.raises(FileProblem, match="unended"):
        parse("a", "---\ntitle: А\nТекст")


def test_a_word_document_becomes_markdown() -> None:
    content = word_document(
        '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Сон</w:t></w:r></w:p>',
        "<w:p><w:r><w:t>Свет </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>важен</w:t></w:r></w:p>",
        "<w:p><w:r><w:t>a &lt;b&gt; [c](javascript:1) *d*</w:t></w:r></w:p>",
    )

    title, text = markdown_of(content)

    assert title == "Сон"
    assert text == "Свет **важен**\n\na \\<b> \\[c](javascript:1) \\*d\\*"


def bomb() -> bytes:
    """Small as a file, sixty megabytes and more unpacked."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (61 * 1024 * 1024))
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "no Word document"),
        (b"PK\x03\x04" + b"\x00" * 100, "no Word document"),
        (word_document("<w:p>")[:-40], "no Word document"),
        (word_document("<w:p>"), "no readable Word document"),
        (word_document(head='<!DOCTYPE a [<!ENTITY b "c">]>'), "DOCTYPE"),
        (bomb(), "far more than a text"),
        (b"0" * (10 * 1024 * 1024 + 1), "larger than 10 MB"),
    ],
)
def test_a_broken_or_wicked_document_is_named(content: bytes, what: str) -> None:
    with pytest.raises(FileProblem, match=what):
        markdown_of(content)
