"""Leaders see counts, and of fewer than five nothing by situation."""

import pytest

from community.core.actor import Role
from community.core.errors import Conflict, InvalidInput, NotAllowed
from community.peers.asking import service as asking
from community.peers.asking.figures import figures
from community.peers.sharing import service as sharing
from community.peers.sharing.kinds import Heading
from tests.support.factories import SYSTEM, Someone
from tests.support.peers import Peers


async def test_counts_of_a_month_without_the_few(sqlite_peers: Peers, asker: Someone) -> None:
    peers = sqlite_peers
    leader = await peers.region.holder(Role.LEADER)
    helpers = await peers.several(5)
    await peers.several(4, code="night_fears")
    request = await peers.asks(asker)
    await peers.says(helpers[0], request, asking.accept)
    await peers.region.act(asker, asking.open_talk, request.id)
    for _ in range(4):
        other = await peers.region.member("Вера", "Ким")
        await peers.asks(other)
    await peers.asks(await peers.region.member("Вера", "Ким"), "night_fears")

    seen = await peers.region.look(leader, figures, 30)

    assert (seen.asked, seen.answered, seen.opened) == (6, 1, 1)
    lines = {line.situation.code: (line.asked, line.ready) for line in seen.lines}
    assert lines["runaway"] == (5, 5)
    assert lines["night_fears"] == (None, None)


@pytest.mark.parametrize("role", [Role.ACTIVIST, Role.ADMIN, Role.SPECIALIST, Role.METHODOLOGIST])
async def test_counts_are_for_leaders(sqlite_peers: Peers, role: Role) -> None:
    someone = await sqlite_peers.region.newcomer()
    await sqlite_peers.region.grant(someone, role)

    with pytest.raises(NotAllowed):
        await sqlite_peers.region.look(someone, figures, 30)


async def test_the_list_is_open(sqlite_peers: Peers, asker: Someone) -> None:
    region = sqlite_peers.region
    add = sharing.add_situation
    new = {"heading": Heading.CHANGES, "name": "второй ребёнок в семье", "name_en": "a second one"}
    await region.act(SYSTEM, add, "second", **new)
    with pytest.raises(Conflict):
        await region.act(SYSTEM, add, "second", **new)
    with pytest.raises(InvalidInput):
        await region.act(SYSTEM, add, "long", **(new | {"name": "д" * 41}))
    with pytest.raises(NotAllowed):
        await region.act(asker, add, "third", **new)

    await sqlite_peers.ready("second")
    assert len(await sqlite_peers.whom(await sqlite_peers.asks(asker, "second"))) == 1
