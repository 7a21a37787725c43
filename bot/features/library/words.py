"""Words for topics, ages and stages, and a line about an article."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from bot.texts import Texts
from community.library.articles.kinds import Age, Stage
from community.library.articles.models import ArticleTopic

_LINE = 110  # characters under a title, two lines of a small phone


def topic_name(topic: ArticleTopic, texts: Texts) -> str:
    name = topic.name_en if texts.language == "en" else topic.name
    return f"{topic.emoji} {name}"


def age_names(texts: Texts) -> Mapping[Age, str]:
    return {
        Age.BABY: texts("up to 2 years"),
        Age.PRESCHOOL: texts("3 to 6 years"),
        Age.SCHOOL: texts("7 to 11 years"),
        Age.TEEN: texts("12 to 17 years"),
    }


def stage_names(texts: Texts) -> Mapping[Stage, str]:
    return {
        Stage.PREPARING: texts("we are getting ready"),
        Stage.FIRST_YEAR: texts("the first year together"),
        Stage.LIVING: texts("life goes on"),
        Stage.HARD_TIMES: texts("hard times"),
        Stage.AFTER: texts("the child has left or grown up"),
    }


def list_of(lines: Sequence[tuple[str, str]]) -> str:
    """«1. Заголовок» with one line under each: (title, what it says)."""
    return Markup("\n\n").join(
        Markup("{}. <b>{}</b>\n{}").format(number, title, _cut(more))
        for number, (title, more) in enumerate(lines, 1)
    )


def _cut(words: str) -> str:
    words = " ".join(words.split())
    if len(words) <= _LINE:
        return words
    return f"{words[:_LINE].rpartition(' ')[0].rstrip(' ,.;:—–-')}…"


def labels_of(found: Sequence[tuple[int, str]]) -> list[tuple[str, str]]:
    """Buttons of a list, by the numbers of its lines: (article id, title)."""
    return [(str(id_), f"{number}. {title}") for number, (id_, title) in enumerate(found, 1)]


def said(code: str | None, texts: Texts) -> str:
    """What happened on the way here."""
    words = {
        "gone": texts("This article has just been taken away. Here is what else there is."),
        "unknown": texts(
            "This link leads to no article any more: perhaps it was taken away to be put right."
            " Write what it was about, and I look for another one."
        ),
    }
    return words.get(code or "", "")
