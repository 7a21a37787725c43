"""The time zones of Russia in words: a person reads «по Москве», never Europe/Moscow."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.texts import Texts


def by_which_clock(key: str, texts: "Texts") -> str:
    """«по Москве»: after a time that is not the region's."""
    return _by_clock(texts).get(key, f"({key})")


def _by_clock(texts: "Texts") -> Mapping[str, str]:
    return {
        "Europe/Kaliningrad": texts("Kaliningrad time"),
        "Europe/Moscow": texts("Moscow time"),
        "Europe/Samara": texts("Samara time"),
        "Asia/Yekaterinburg": texts("Yekaterinburg time"),
        "Asia/Omsk": texts("Omsk time"),
        "Asia/Tomsk": texts("Tomsk time"),
        "Asia/Irkutsk": texts("Irkutsk time"),
        "Asia/Yakutsk": texts("Yakutsk time"),
        "Asia/Vladivostok": texts("Vladivostok time"),
        "Asia/Magadan": texts("Magadan time"),
        "Asia/Kamchatka": texts("Kamchatka time"),
    }


def city_names(texts: "Texts") -> Mapping[str, str]:
    """From west to east; each stands for all who share its clock."""
    return {
        "Europe/Kaliningrad": texts("Kaliningrad"),
        "Europe/Moscow": texts("Moscow, St. Petersburg"),
        "Europe/Samara": texts("Samara, Izhevsk"),
        "Asia/Yekaterinburg": texts("Yekaterinburg, Tyumen"),
        "Asia/Omsk": texts("Omsk"),
        "Asia/Tomsk": texts("Tomsk, Novosibirsk"),
        "Asia/Irkutsk": texts("Irkutsk, Ulan-Ude"),
        "Asia/Yakutsk": texts("Yakutsk, Chita"),
        "Asia/Vladivostok": texts("Vladivostok, Khabarovsk"),
        "Asia/Magadan": texts("Magadan, Sakhalin"),
        "Asia/Kamchatka": texts("Kamchatka"),
    }
