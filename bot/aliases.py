"""How an alias reads: `#217` is a family's number, `~41` a request's (requests.aliases)."""

from bot.texts import Texts


def alias_in_words(alias: str, texts: Texts) -> str:
    """«Семья-217», «Запрос-41»; a first name, or a speciality with one, stays as it is."""
    kind, number = alias[:1], alias[1:]
    if kind == "#" and number.isdecimal():
        return texts("Family-{number}", number=number)
    if kind == "~" and number.isdecimal():
        return texts("Request-{number}", number=number)
    return alias
