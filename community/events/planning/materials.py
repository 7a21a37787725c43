"""What is left of an event to read or watch."""

from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Actor
from community.core.clock import now
from community.core.errors import InvalidInput, NotFound
from community.core.facts import publish
from community.core.usecase import use_case
from community.events.planning import service
from community.events.planning.facts import MaterialAdded
from community.events.planning.models import EventMaterial
from community.events.planning.rules import TITLE_LIMIT, check_link


@use_case
async def add_material(
    session: AsyncSession, actor: Actor, event_id: int, title: str, url: str
) -> EventMaterial:
    """Those who came are told. Raises NotFound, InvalidInput."""
    event = await service.in_hand(session, actor, event_id)
    title, url = title.strip(), url.strip()
    if not title or len(title) > TITLE_LIMIT:
        raise InvalidInput(field="material_title", limit=TITLE_LIMIT)
    check_link("url", url)
    material = EventMaterial(event_id=event.id, title=title, url=url, added_at=now(session))
    session.add(material)
    await session.flush()
    service.note(session, actor, "add_material", event)
    await publish(session, MaterialAdded(event.id, material.id))
    return material


@use_case
async def drop_material(session: AsyncSession, actor: Actor, material_id: int) -> None:
    """Raises NotFound."""
    material = await session.get(EventMaterial, material_id)
    if material is None:
        raise NotFound(kind="material")
    event = await service.in_hand(session, actor, material.event_id)
    await session.delete(material)
    service.note(session, actor, "drop_material", event)
