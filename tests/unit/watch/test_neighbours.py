"""What stood before an incident, and what was said after it."""

from bot.group.watch.neighbours import Neighbours

CHAT, OTHER = 1, 2


def test_the_last_three_lines_stand_before_an_incident() -> None:
    neighbours = Neighbours()
    for number in range(1, 6):
        neighbours.add(CHAT, number, f"слово {number}")

    assert neighbours.before(CHAT) == [(3, "слово 3"), (4, "слово 4"), (5, "слово 5")]
    assert neighbours.before(OTHER) == []


def test_two_lines_after_an_incident_are_gathered_and_given_once() -> None:
    neighbours = Neighbours()
    neighbours.await_after(CHAT, 77)
    neighbours.await_after(CHAT, 77)
    neighbours.add(OTHER, 1, "в другом чате")
    neighbours.add(CHAT, 5, "что это было?")
    assert neighbours.take_complete() == []

    neighbours.add(CHAT, 6, "и правда")
    neighbours.add(CHAT, 7, "ладно")

    assert neighbours.take_complete() == [(77, [(5, "что это было?"), (6, "и правда")])]
    assert neighbours.take_complete() == []


def test_lines_are_short_and_a_flood_of_incidents_is_bounded() -> None:
    neighbours = Neighbours()
    for incident_id in range(1000):
        neighbours.await_after(CHAT, incident_id)
    neighbours.add(CHAT, 1, "а" * 5000)
    neighbours.add(CHAT, 2, "б")

    complete = neighbours.take_complete()
    assert len(complete) <= 20
    assert len(complete[0][1][0][1]) <= 120
