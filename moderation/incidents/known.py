"""What is the club's own and gives nobody away: published numbers and sites, its specialists."""

import re

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Role
from community.core.clock import now
from community.membership.documents.queries import current_documents
from community.membership.people.models import Person, RoleGrant
from community.membership.people.queries import is_active
from moderation.detect.message import Known

_PHONE = re.compile(r"\+?\d(?:[\s()–-]{0,2}\d){9,10}")
# Sites alone: the domain of a mailbox is many people's.
_SITE = re.compile(r"(?:https?://|www\.)([\w-]{1,63}(?:\.[\w-]{1,63}){1,4})", re.IGNORECASE)


async def load_known(session: AsyncSession) -> Known:
    """From the published documents and from who is a specialist now.

    Activists and leaders are parents: their surnames are their children's too.
    """
    texts = "\n".join(shown.body for shown in await current_documents(session))
    phones = (re.sub(r"\D", "", found) for found in _PHONE.findall(texts))
    domains = (found.lower().removeprefix("www.") for found in _SITE.findall(texts))
    return Known(frozenset(phones), frozenset(domains), await _surnames(session))


async def _surnames(session: AsyncSession) -> frozenset[str]:
    query = (
        select(Person.family_name)
        .join(RoleGrant, RoleGrant.person_id == Person.id)
        .where(RoleGrant.role == Role.SPECIALIST, is_active(now(session)))
        .distinct()
    )
    return frozenset(name.lower() for name in await session.scalars(query) if name)
