"""A browser in two words, so that a person knows their own devices: «Firefox, Android»."""

# The order matters: Edge and Yandex also call themselves Chrome, Chrome also Safari.
_BROWSERS = {
    "YaBrowser": "Яндекс Браузер",
    "Edg": "Edge",
    "OPR": "Opera",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "SamsungBrowser": "Samsung Internet",
    "Chrome": "Chrome",
    "CriOS": "Chrome",
    "Safari": "Safari",
}
_SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS": "macOS",
    "Linux": "Linux",
}


def describe(user_agent: str) -> str:
    found = (
        next((name for mark, name in table.items() if mark in user_agent), None)
        for table in (_BROWSERS, _SYSTEMS)
    )
    return ", ".join(filter(None, found)) or "?"
