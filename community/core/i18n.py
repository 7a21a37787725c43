"""Loading translations: `locales/LANGUAGE.po` files, read as they are, without a compile step."""

from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

DEFAULT_LANGUAGE = "ru"
LANGUAGES = ("ru", "en")
SOURCE_LANGUAGE = "en"  # message ids are English, so English needs no file


@cache
def translations(folder: Path, language: str) -> NullTranslations:
    """The texts of one edge in one language; an unknown language gets the default one."""
    if language == SOURCE_LANGUAGE:
        return NullTranslations()
    file = folder / f"{language}.po"
    if not file.exists():
        return translations(folder, DEFAULT_LANGUAGE)
    with file.open("rb") as source:
        catalog = read_po(source, locale=language)
    compiled = BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return GNUTranslations(compiled)
