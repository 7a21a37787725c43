"""Announcements of the demonstration: one that everybody has got, and one still being written."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from community.announcements import filling, sending, service, settling
from community.announcements.kinds import AudienceRole
from community.announcements.rules import Audience, Draft
from community.chats.models import Purpose
from community.core.actor import Actor
from community.core.clock import now
from community.core.outbox.models import OutboxMessage, State
from community.membership.people import queries as people
from deploy.demo.past import Known

_SENT = Draft(
    title="Клуб открыт и по субботам",
    body=(
        "**Теперь мы на месте и по субботам.**\n\n"
        "Будни — с 10 до 18, суббота — с 11 до 15. Чай, игры для детей и кто-то из актива"
        " всегда есть. Приходите без повода."
    ),
    audience=Audience(roles=frozenset({AudienceRole.PARENTS, AudienceRole.CANDIDATES})),
)
_DRAFT = Draft(
    title="Сбор вещей для младенцев",
    body=(
        "Двум семьям скоро понадобится всё для малышей до года. Что можно принести:\n\n"
        "- коляску или кроватку\n- бодики и пелёнки\n- игрушки, которые легко помыть\n\n"
        "Оставьте у дежурного с пометкой «малышам». **Спасибо!**"
    ),
    audience=Audience(
        roles=frozenset({AudienceRole.PARENTS}), purposes=frozenset({Purpose.REGIONAL})
    ),
)


class Telling:
    """Both by the leader whom one can play."""

    def __init__(self, session: AsyncSession, leader: Known, present: datetime) -> None:
        self._session = session
        self._leader = leader
        self._present = present

    def acts(self) -> list[tuple[datetime, Callable[[], Awaitable[object]]]]:
        return [
            (self._present - timedelta(days=20), self._tell),
            (self._present - timedelta(hours=5), self._begin_another),
        ]

    async def _tell(self) -> None:
        """Everybody had a telephone at hand."""
        session, actor = self._session, await self._actor()
        announcement = await service.create(session, actor, _SENT)
        await sending.send(session, actor, announcement.id)
        while await filling.fill_due(session):
            pass
        of_this = OutboxMessage.template == "announcement.letter"
        arrived = {"state": State.SENT, "finished_at": now(session)}
        await session.execute(update(OutboxMessage).where(of_this).values(arrived))
        await settling.settle_open(session)

    async def _begin_another(self) -> None:
        await service.create(self._session, await self._actor(), _DRAFT)

    async def _actor(self) -> Actor:
        return await people.actor_for(self._session, self._leader.id, "web")
