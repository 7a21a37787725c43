"""Meeting people, naming them, giving roles, joining and merging families."""

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Action, Actor, Grant, Role, system_actor
from community.core.audit import Subject, record
from community.core.clock import now
from community.core.db import insert_into
from community.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from community.core.facts import publish
from community.core.usecase import use_case
from community.membership.people import borders, queries, rules
from community.membership.people.errors import (
    FacilitatorIsParent,
    FamiliesCannotMerge,
    LastAdministrator,
    NeverFacilitatorAndSpecialist,
    NotYetMember,
    RoleOutOfReach,
)
from community.membership.people.facts import RolesChanged
from community.membership.people.models import (
    Counter,
    Family,
    FamilyState,
    MessengerAccount,
    NameToken,
    Person,
    RoleGrant,
    Standing,
)

LANGUAGES = ("ru", "en")


@use_case
async def meet(
    session: AsyncSession,
    messenger: str,
    external_id: str,
    *,
    language: str = "ru",
    speaks: bool = True,
) -> MessengerAccount:
    """The account, known from now on. `speaks`: the person wrote to the bot, so it may answer."""
    known = await queries.account(session, messenger, external_id)
    if known is None:
        known = await _first_meeting(session, messenger, external_id, language)
    if speaks and not known.reachable:
        known.reachable, known.unreachable_since = True, None
    return known


async def _first_meeting(
    session: AsyncSession, messenger: str, external_id: str, language: str
) -> MessengerAccount:
    moment = now(session)
    person = Person(
        standing=Standing.NEWCOMER,
        language=language if language in LANGUAGES else "ru",
        created_at=moment,
    )
    account = MessengerAccount(
        person=person, messenger=messenger, external_id=external_id, created_at=moment
    )
    try:
        async with session.begin_nested():
            session.add(account)
    except IntegrityError:  # another update of theirs was faster
        known = await queries.account(session, messenger, external_id)
        if known is None:
            raise
        return known
    return account


@use_case
async def mark_unreachable(session: AsyncSession, account_id: int) -> None:
    """The person blocked the bot or deleted the account: nothing more is sent there."""
    await session.execute(
        update(MessengerAccount)
        .where(MessengerAccount.id == account_id, MessengerAccount.unreachable_since.is_(None))
        .values(reachable=False, unreachable_since=now(session))
    )


@use_case
async def choose_language(session: AsyncSession, actor: Actor, language: str) -> None:
    if language not in LANGUAGES:
        raise InvalidInput(field="language")
    person = await queries.person(session, actor.require_own(Action.OWN_VIEW))
    person.language = language


@use_case
async def choose_zone(session: AsyncSession, actor: Actor, zone: str | None) -> None:
    """By whose clock times are shown; None: the region's. Raises InvalidInput."""
    if zone is not None and zone not in rules.ZONES:
        raise InvalidInput(field="zone")
    person = await queries.person(session, actor.require_own(Action.OWN_VIEW))
    person.zone = zone


async def set_name(session: AsyncSession, person: Person, given: str, family: str) -> None:
    """Write both names and what they are searched by. Raises InvalidInput for a non-name."""
    given_name, family_name = rules.clean_name(given), rules.clean_name(family)
    if given_name is None or family_name is None:
        raise InvalidInput(field="given_name" if given_name is None else "family_name")
    person.given_name, person.family_name = given_name, family_name
    await session.flush()
    await _index_name(session, person)


async def _index_name(session: AsyncSession, person: Person) -> None:
    await session.execute(delete(NameToken).where(NameToken.person_id == person.id))
    tokens = rules.name_tokens(person.given_name, person.family_name)
    session.add_all(NameToken(person_id=person.id, token=token) for token in sorted(tokens))


@use_case
async def rename(session: AsyncSession, actor: Actor, given: str, family: str) -> None:
    """A person corrects their own name; the first one is given with an application alone."""
    person = await queries.person(session, actor.require_own(Action.OWN_VIEW))
    if person.given_name is None:
        raise NotAllowed(action=Action.OWN_VIEW.value)
    await set_name(session, person, given, family)
    record(session, actor, "change", Subject("name", person.id, person_id=person.id))


@use_case
async def reindex_names(session: AsyncSession) -> int:
    """Compute every name's search hashes anew, after the key was changed."""
    people = (await session.scalars(select(Person).where(Person.given_name.is_not(None)))).all()
    for person in people:
        await _index_name(session, person)
    return len(people)


async def forget(session: AsyncSession, person: Person) -> None:
    """Empty what names a person and their accounts, in the running transaction."""
    person.given_name = person.family_name = person.zone = None
    person.standing, person.erased_at = Standing.ERASED, now(session)
    await session.execute(delete(NameToken).where(NameToken.person_id == person.id))
    await session.execute(
        update(MessengerAccount)
        .where(MessengerAccount.person_id == person.id)
        .values(external_id=None, reachable=False)
    )


async def admit_to_family(session: AsyncSession, person: Person, family: Family) -> None:
    """Make the person a member with their family; the first one gives the family its number."""
    moment = now(session)
    if family.merged_into_id is not None:  # while the application waited
        family = await session.get_one(Family, family.merged_into_id)
    if family.number is None:
        family.number = await _next_number(session, "family")
    if family.state is not FamilyState.MEMBER:
        family.state, family.left_at = FamilyState.MEMBER, None
        family.verified_at = family.verified_at or moment
    person.family_id, person.district_id = family.id, family.district_id
    person.standing, person.verified_at = Standing.MEMBER, person.verified_at or moment
    person.left_at = person.erase_at = None


async def _next_number(session: AsyncSession, name: str) -> int:
    """The next number in a row; the row's lock keeps two families from sharing it."""
    query = (
        insert_into(session, Counter)
        .values(name=name, value=1)
        .on_conflict_do_update(index_elements=["name"], set_={"value": Counter.value + 1})
        .returning(Counter.value)
    )
    number: int = (await session.execute(query)).scalar_one()
    return number


@use_case
async def new_family_code(session: AsyncSession, actor: Actor) -> tuple[str, datetime]:
    """A fresh code for a spouse, and until when it holds; the former one stops working."""
    person = await queries.person(session, actor.require_own(Action.OWN_VIEW))
    if person.standing is not Standing.MEMBER:
        raise NotYetMember
    family = await session.get_one(Family, person.family_id)
    code = rules.new_code()
    family.code = code
    family.code_hash = code  # type: ignore[assignment]  # BlindIndex hashes what it is given
    family.code_expires_at = now(session) + rules.FAMILY_CODE_LIFE
    record(session, actor, "create", Subject("family_code", family.id, person_id=person.id))
    return code, family.code_expires_at


def take_code_back(family: Family) -> None:
    """Used, or nobody is left to vouch for who enters it."""
    family.code = family.code_hash = family.code_expires_at = None


@use_case
async def grant_role(
    session: AsyncSession,
    actor: Actor,
    person_id: int,
    role: Role,
    *,
    district_id: int | None = None,
    expires_at: datetime | None = None,
) -> RoleGrant:
    """Give a role. Asking twice changes only the term.

    Raises RoleOutOfReach, NotFound, InvalidInput for a term that is over already,
    FacilitatorIsParent, NeverFacilitatorAndSpecialist.
    """
    if not rules.may_grant(actor, role, district_id):
        raise RoleOutOfReach(role=role.value)
    if expires_at is not None and expires_at <= now(session):
        raise InvalidInput(field="until")
    person = await queries.locked_person(session, person_id)  # two grants at once are one
    if person.standing in (Standing.LEFT, Standing.ERASED):
        raise NotFound(kind="person")
    await require_fit(session, person, role)
    held = await queries.active_grants(session, person_id)
    grant = next((g for g in held if g.role is role and g.district_id == district_id), None)
    if grant is None:
        grant = RoleGrant(
            person_id=person_id,
            role=role,
            district_id=district_id,
            granted_by_id=actor.person_id,
            granted_at=now(session),
        )
        session.add(grant)
    grant.expires_at = expires_at
    subject = Subject("role", person_id, person_id=person_id, district_id=district_id)
    record(session, actor, "grant", subject, role=role.value)
    await publish(session, RolesChanged(person_id))
    return grant


async def require_fit(session: AsyncSession, person: Person, role: Role) -> None:
    """A group is led by a parent, and by no specialist (CL-T2.4); the database refuses as well.

    Raises FacilitatorIsParent, NeverFacilitatorAndSpecialist.
    """
    if role is Role.FACILITATOR and person.standing is not Standing.MEMBER:
        raise FacilitatorIsParent
    other = rules.NEVER_BOTH.get(role)
    if other is None:
        return
    query = select(RoleGrant).where(
        RoleGrant.person_id == person.id,
        RoleGrant.role == other,
        RoleGrant.revoked_at.is_(None),
    )
    for grant in await session.scalars(query):
        if grant.expires_at is None or grant.expires_at > now(session):
            raise NeverFacilitatorAndSpecialist
        await _end(session, system_actor(), grant, grant.expires_at)


@use_case
async def revoke_role(session: AsyncSession, actor: Actor, grant_id: int) -> RoleGrant:
    """Take a role back. The last administrator keeps theirs."""
    grant = await session.get(RoleGrant, grant_id)
    if grant is None or not rules.may_grant(actor, grant.role, grant.district_id):
        raise NotFound(kind="role")
    if grant.role is Role.ADMIN and not await _other_administrators(session, grant.person_id):
        raise LastAdministrator
    await session.refresh(grant, with_for_update=True)
    if grant.revoked_at is not None:
        raise Conflict
    await _end(session, actor, grant, now(session))
    return grant


@use_case
async def end_what_ran_out(session: AsyncSession) -> int:
    """Roles whose term is over open nothing from that moment; this closes what they had opened.

    Returns how many: one at a time.
    """
    query = (
        select(RoleGrant)
        .where(RoleGrant.revoked_at.is_(None), RoleGrant.expires_at <= now(session))
        .order_by(RoleGrant.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    grant = await session.scalar(query)
    if grant is None or grant.expires_at is None:
        return 0
    await _end(session, system_actor(), grant, grant.expires_at)
    return 1


async def _end(session: AsyncSession, actor: Actor, grant: RoleGrant, ended_at: datetime) -> None:
    grant.revoked_at, grant.revoked_by_id = ended_at, actor.person_id
    subject = Subject(
        "role", grant.person_id, person_id=grant.person_id, district_id=grant.district_id
    )
    record(session, actor, "revoke", subject, role=grant.role.value)
    lost = Grant(grant.role, grant.district_id)
    await publish(session, RolesChanged(grant.person_id, (lost,)))


async def _other_administrators(session: AsyncSession, person_id: int) -> bool:
    """Locks them all, in order: two who dismiss each other at once take turns."""
    query = (
        select(RoleGrant.person_id)
        .where(RoleGrant.role == Role.ADMIN, queries.is_active(now(session)))
        .order_by(RoleGrant.id)
        .with_for_update()
    )
    return any(holder != person_id for holder in await session.scalars(query))


@use_case
async def merge_families(
    session: AsyncSession, actor: Actor, duplicate_id: int, into_id: int, reason: str
) -> Family:
    """Two numbers turned out to be one family: everyone moves, the duplicate stops counting."""
    reach = actor.require(Action.FAMILY_MERGE)
    query = select(Family).where(Family.id.in_([duplicate_id, into_id])).order_by(Family.id)
    families = {f.id: f for f in await session.scalars(query.with_for_update())}
    duplicate, target = families.get(duplicate_id), families.get(into_id)
    for family in (duplicate, target):
        if family is None or not reach.covers(family.district_id):
            raise NotFound(kind="family")
    assert duplicate is not None and target is not None  # noqa: PT018
    if duplicate is target or target.state is not FamilyState.MEMBER:
        raise FamiliesCannotMerge
    if duplicate.state is FamilyState.MERGED:
        raise Conflict
    await borders.bring_together(session, duplicate, target)
    target.verified_at = min(filter(None, (target.verified_at, duplicate.verified_at)))
    duplicate.state, duplicate.merged_into_id = FamilyState.MERGED, target.id
    take_code_back(duplicate)
    subject = Subject("family", target.id, district_id=target.district_id)
    record(session, actor, "merge", subject, reason=reason, duplicate=duplicate.id)
    return target
