"""Pictures and files of papers, known by their caption or name."""

import pytest

from moderation.detect import Action
from moderation.detect.message import Media
from tests.unit.moderation.personal_data_helpers import judged


@pytest.mark.parametrize(
    ("caption", "file_name"),
    [
        ("вот свидетельство о рождении Кости", ""),
        ("скан паспорта, посмотрите вторую страницу", ""),
        ("Это наш СНИЛС, всё верно?", ""),
        ("постановление об опеке пришло", ""),
        ("", "Свидетельство_о_рождении.jpg"),
        ("гляньте", "snils petrova.pdf"),
        ("", "Справка МСЭ.PDF"),
    ],
)
@pytest.mark.parametrize("media", [Media.PHOTO, Media.DOCUMENT])
def test_the_picture_of_a_paper_is_taken_away(caption: str, file_name: str, media: Media) -> None:
    verdict = judged(caption, media=media, file_name=file_name)

    assert verdict.action is Action.REMOVE
    assert verdict.findings[-1].kind == "document_photo"


@pytest.mark.parametrize(
    ("caption", "file_name"),
    [
        ("образец заявления на СНИЛС", ""),
        ("какой полис нужен для лагеря?", ""),
        ("обложка на паспорт, свяжу на заказ", ""),
        ("кот на подоконнике", "IMG_2034.jpg"),
        ("", "бланк свидетельства.docx"),
    ],
)
def test_other_pictures_stay(caption: str, file_name: str) -> None:
    assert judged(caption, media=Media.PHOTO, file_name=file_name).action is Action.ALLOW


def test_the_same_words_without_a_picture_are_only_words() -> None:
    assert judged("вот свидетельство о рождении получили наконец").action is Action.ALLOW
