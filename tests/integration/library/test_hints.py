"""Articles suggested for a question: never too often, decided once, forgotten with who decided."""

from dataclasses import dataclass

import pytest

from community.chats.models import Chat
from community.core.actor import Role
from community.core.errors import Conflict, NotFound
from community.core.outbox.service import to_person
from community.library.hints import queries, service
from community.library.hints.models import ArticleHint
from tests.integration.library.test_readers import erase
from tests.support.bookshelf import Bookshelf
from tests.support.factories import Region, Someone
from tests.support.looking import only, queued, race, rows
from tests.support.rooms import Rooms


@dataclass
class Scene:
    region: Region
    shelf: Bookshelf
    chat: Chat
    vera: Someone

    @classmethod
    async def of(cls, region: Region) -> "Scene":
        chat = await Rooms(region).bound()
        vera = await region.holder(Role.ACTIVIST, district=0)
        return cls(region, await Bookshelf.of(region), chat, vera)

    async def suggest(self, message_id: int, article_id: int) -> ArticleHint | None:
        async with self.region.database.write() as session:
            return await service.suggest(
                session, self.chat.id, message_id, article_id, [to_person(self.vera.id)]
            )


async def test_of_many_questions_at_one_moment_no_limit_is_passed(region: Region) -> None:
    scene = await Scene.of(region)
    ids = [(await scene.shelf.published(f"Статья {number}")).id for number in range(7)]

    _, errors = await race(*(scene.suggest(number, id_) for number, id_ in enumerate([*ids, *ids])))

    assert not errors
    found = await rows(region.database, ArticleHint)
    assert len(found) == 5
    assert len({hint.article_id for hint in found}) == 5


async def test_of_two_who_decide_one_is_first_and_each_card_follows(region: Region) -> None:
    scene = await Scene.of(region)
    hint = await scene.suggest(7, (await scene.shelf.published()).id)
    assert hint is not None
    other = await region.holder(Role.ACTIVIST, district=1)
    with pytest.raises(NotFound):
        await region.act(other, service.use, hint.id)

    done, errors = await race(
        region.act(scene.vera, service.use, hint.id),
        region.act(scene.shelf.leader, service.dismiss, hint.id),
    )

    assert len(done) == 1
    assert [type(error) for error in errors] == [Conflict]
    assert len(await queued(region.database, "article_hint.card_update")) == 1
    await erase(region, scene.vera)
    assert (await only(region.database, ArticleHint)).decided_by_id != scene.vera.id
    shown = await region.look(scene.shelf.leader, queries.shown, hint.id)
    assert shown.article is not None
