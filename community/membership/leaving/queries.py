"""What leaving would change, and everything that is held about a person."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from community.core.actor import Action, Actor, Role
from community.core.audit import views_of
from community.core.clock import now
from community.core.options import load_options
from community.membership.districts.models import District
from community.membership.documents.queries import proof
from community.membership.people import queries as people
from community.membership.people.borders import neighbours
from community.membership.people.emails import own_email
from community.membership.people.models import Family, Person, RoleGrant, Standing
from community.membership.sign_in.models import WebSession
from community.membership.verification.models import Application


@dataclass(frozen=True)
class Effects:
    """What happens if the acting person leaves now. Chats are told by their own area."""

    standing: Standing
    others_in_family: int
    roles: tuple[Role, ...]
    erase_at: datetime


async def effects(session: AsyncSession, actor: Actor) -> Effects:
    person = await people.person(session, actor.require_own(Action.OWN_WITHDRAW))
    grants = await people.active_grants(session, person.id)
    days = (await load_options(session)).erase_after_days
    return Effects(
        standing=person.standing,
        others_in_family=await other_members(session, person),
        roles=tuple(sorted({grant.role for grant in grants})),
        erase_at=now(session) + timedelta(days=days),
    )


async def other_members(session: AsyncSession, person: Person) -> int:
    """Members of the same family besides this person."""
    if person.family_id is None:
        return 0
    query = select(func.count()).where(
        Person.family_id == person.family_id,
        Person.standing == Standing.MEMBER,
        Person.id != person.id,
    )
    return await session.scalar(query) or 0


async def everything_about(session: AsyncSession, actor: Actor) -> dict[str, Any]:
    """All that membership holds about the acting person, as plain data (152-FZ art. 14)."""
    person_id = actor.require_own(Action.OWN_EXPORT)
    person = await session.get_one(Person, person_id, options=[selectinload(Person.accounts)])
    district = await session.get(District, person.district_id) if person.district_id else None
    family = await session.get(Family, person.family_id) if person.family_id else None
    return {
        "person": {
            "given_name": person.given_name,
            "family_name": person.family_name,
            "language": person.language,
            "zone": person.zone,
            "standing": person.standing.value,
            "district": district.name if district else None,
            "known_since": person.created_at,
            "member_since": person.verified_at,
        },
        "family": {
            "number": family.number if family else None,
            "other_members": await other_members(session, person),
            "neighbouring_districts": [place.name for place in await neighbours(session, person)],
        },
        "accounts": [
            {"messenger": account.messenger, "id": account.external_id, "since": account.created_at}
            for account in person.accounts
        ],
        "email": await _email(session, actor),
        "roles": await _roles(session, person_id),
        "signed_in": await _browsers(session, person_id),
        "applications": await _applications(session, person_id),
        "documents": [vars(accepted) for accepted in await proof(session, person_id)],
        "looked_at": [
            {"at": entry.at, "role": entry.actor_role, "why": entry.reason}
            for entry in await views_of(session, person_id, limit=1000)
        ],
    }


async def _email(session: AsyncSession, actor: Actor) -> list[dict[str, Any]]:
    row = await own_email(session, actor)
    return [{"address": row.address, "since": row.confirmed_at}] if row else []


async def _roles(session: AsyncSession, person_id: int) -> list[dict[str, Any]]:
    query = (
        select(RoleGrant, District.name)
        .outerjoin(District, District.id == RoleGrant.district_id)
        .where(RoleGrant.person_id == person_id)
        .order_by(RoleGrant.id)
    )
    return [
        {
            "role": grant.role.value,
            "district": district,
            "since": grant.granted_at,
            "until": grant.revoked_at or grant.expires_at,
        }
        for grant, district in await session.execute(query)
    ]


async def _browsers(session: AsyncSession, person_id: int) -> list[dict[str, Any]]:
    query = select(WebSession).where(WebSession.person_id == person_id).order_by(WebSession.id)
    return [
        {"device": row.device, "since": row.created_at, "until": row.revoked_at or row.expires_at}
        for row in await session.scalars(query)
    ]


async def _applications(session: AsyncSession, person_id: int) -> list[dict[str, Any]]:
    query = select(Application).where(Application.person_id == person_id).order_by(Application.id)
    return [
        {
            "kind": row.kind.value,
            "about": row.about,
            "state": row.state.value,
            "at": row.created_at,
            "decided_at": row.decided_at,
            "via": row.via.value if row.via else None,
        }
        for row in await session.scalars(query)
    ]
