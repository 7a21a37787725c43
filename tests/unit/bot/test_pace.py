"""A person rests a second between two messages, a group has twenty a minute."""

from dataclasses import dataclass

from bot.limits import ChatPace, Limits

TELEGRAM = Limits.of("telegram")


@dataclass
class Watch:
    shows: float = 0.0

    def __call__(self) -> float:
        return self.shows


def test_a_person_is_written_to_once_a_second() -> None:
    watch = Watch()
    pace = ChatPace(TELEGRAM, watch)

    assert pace.reserve("101") == 0
    watch.shows = 0.25
    assert pace.reserve("101") == 0.75
    assert pace.reserve("102") == 0
    watch.shows = 1.0
    assert pace.reserve("101") == 0


def test_a_group_has_twenty_in_any_minute() -> None:
    watch = Watch()
    pace = ChatPace(TELEGRAM, watch)
    for second in range(20):
        watch.shows = second
        assert pace.reserve("-100") == 0

    watch.shows = 30
    assert pace.reserve("-100") == 30
    watch.shows = 60
    assert pace.reserve("-100") == 0
    assert pace.reserve("-100") == 1
