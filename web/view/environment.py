"""One template environment for each language."""

from collections.abc import Mapping
from functools import cache
from gettext import NullTranslations
from pathlib import Path
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from community.core.i18n import translations
from community.core.markdown import to_html as as_sent
from moderation.detect.reasons import Reason
from moderation.incidents.kinds import RuleReason
from moderation.wording import in_words
from web.view import (
    announcement_words,
    duty_words,
    event_words,
    group_words,
    help_words,
    incident_words,
    library_words,
    talk_words,
    words,
)
from web.view.assets import asset_url, icon
from web.view.formats import Formats
from web.view.markdown import to_html

_HERE = Path(__file__).parent.parent
LOCALES = _HERE / "locales"
LANGUAGES = ("ru", "en")
_FILTERS = (
    "day",
    "short_day",
    "weekday",
    "day_of",
    "clock",
    "near_moment",
    "span",
    "moment",
    "month",
    "month_of",
    "weekday_name",
    "ago",
    "lasting",
    "waited",
    "age",
    "number",
    "few",
    "place",
    "skill",
    "alias",
)


def texts(language: str) -> NullTranslations:
    """The site's sentences in one language."""
    return translations(LOCALES, language)


@cache
def environments(zone: ZoneInfo, region_name: str) -> dict[str, Environment]:
    """Kept: compiling the templates takes longer than all else that starts the site."""
    return {language: _environment(language, zone, region_name) for language in LANGUAGES}


def _environment(language: str, zone: ZoneInfo, region_name: str) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.policies["ext.i18n.trimmed"] = True
    catalog = texts(language)
    formats = Formats(language, zone, catalog)
    environment.install_gettext_translations(catalog, newstyle=True)  # type: ignore[attr-defined]

    def said(key: str, dictionary: Mapping[str, str]) -> str:
        """The words for a code; a code nobody has words for yet is shown as it is."""
        return catalog.gettext(dictionary[key]) if key in dictionary else key

    def because(code: str) -> str:
        """Why the detector or a rule noticed a message; a code of a later version as it is."""
        if code in list(RuleReason):
            return said(code, incident_words.RULE_REASONS)  # type: ignore[arg-type]
        return in_words(Reason(code), language) if code in list(Reason) else code

    environment.filters.update(said=said, because=because, markdown=to_html, as_sent=as_sent)
    environment.filters.update({name: getattr(formats, name) for name in _FILTERS})
    environment.globals.update(
        asset=asset_url,
        icon=icon,
        words=words,
        said_of=incident_words,
        of_duty=duty_words,
        of_talks=talk_words,
        of_help=help_words,
        of_announcements=announcement_words,
        of_events=event_words,
        of_groups=group_words,
        of_library=library_words,
        language=language,
        region_name=region_name,
    )
    return environment
