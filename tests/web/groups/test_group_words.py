"""Every topic, state and trouble of a group has its words."""

from community.selfhelp.care.models import VacancyReason
from community.selfhelp.care.queries import Trouble
from community.selfhelp.groups.kinds import Door, GroupState, Topic
from web.view import group_words as words


def test_every_code_has_its_words() -> None:
    assert set(words.TOPICS) == set(Topic)
    assert set(words.DOORS) == set(Door)
    assert set(words.MEETS) == set(words.Meets)
    assert set(words.STATES) == set(GroupState)
    assert set(words.VACANCIES) == set(VacancyReason)
    told = set(Trouble) - {Trouble.SILENT}  # whose sentence counts days
    assert set(words.TROUBLES) == set(words.TROUBLES_WITH_SECOND) == told
