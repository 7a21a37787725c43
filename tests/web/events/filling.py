"""The editor's form as a person fills it in."""

USUAL = {
    "title": "Пикник у озера",
    "kind": "leisure",
    "format": "in_person",
    "place": "Городской парк",
    "starts_at": "2026-03-21T12:00",
    "ends_at": "2026-03-21T15:00",
    "guests_families": "on",
    "guests_core": "on",
    "step": "save",
}


def filled(**changes: str) -> dict[str, str]:
    return USUAL | changes


FULL = filled(
    about="Берите **мяч**",
    programme="- чай",
    link="https://meet.example.org/42",
    capacity="50",
    opens_at="2026-03-17T10:00",
    closes_at="2026-03-20T18:00",
    aim_bonds="on",
    speaker_name_0="Ольга Ким",
    speaker_level_0="federal",
    authorities="Департамент семьи\n\nАдминистрация района",
    question_words_0="Нужен ли обед?",
    question_choices_0="да\nнет",
)
