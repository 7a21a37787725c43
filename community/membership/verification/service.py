"""Asking to join, vouching, deciding."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Action, Actor
from community.core.audit import Subject, record
from community.core.clock import now
from community.core.errors import InvalidInput, NotFound
from community.core.facts import publish
from community.core.usecase import use_case
from community.membership.districts.models import District
from community.membership.documents import queries as documents
from community.membership.documents.errors import ConsentMissing
from community.membership.invitations import queries as invitations
from community.membership.invitations import service as invitation_service
from community.membership.people import queries as people
from community.membership.people import service as people_service
from community.membership.people.errors import FamilyCodeUnknown
from community.membership.people.facts import PersonAdmitted, PersonRefused
from community.membership.people.models import Family, FamilyState, Person, Standing
from community.membership.people.rules import read_code
from community.membership.verification import notices, queries, rules, tries
from community.membership.verification.errors import (
    AboutTooLong,
    AlreadyApplied,
    AlreadyDecided,
    AlreadyMember,
    LeaderDecides,
    OwnApplication,
    TooManyApplications,
)
from community.membership.verification.models import (
    UNDECIDED,
    ApplicantKind,
    Application,
    ApplicationState,
    Via,
    Vote,
)

# A refused person's name is not kept for ever; the refusal itself stays as a count.
_KEEP_REFUSED = timedelta(days=30)


@dataclass(frozen=True)
class Form:
    """What somebody who wants to join says of herself."""

    kind: ApplicantKind
    given_name: str
    family_name: str
    district_id: int | None = None  # a family member's is the family's
    about: str = ""
    invitation_code: str | None = None
    family_code: str | None = None


@use_case
async def apply(session: AsyncSession, actor: Actor, form: Form) -> Application:
    """Ask to join. A good invitation or family code verifies at once; else activists are asked.

    Raises ConsentMissing, AlreadyMember, AlreadyApplied, AboutTooLong, InvalidInput, the errors
    of the codes, and TooManyCodes.
    """
    person = await people.locked_person(session, actor.require_own(Action.OWN_VIEW))
    await _check_code(session, actor, form)
    form = await _with_invitation(session, form)
    await _check_may_apply(session, person, form)
    await people_service.set_name(session, person, form.given_name, form.family_name)
    application = await _new_application(session, person, form)
    if person.standing is not Standing.CANDIDATE:
        person.standing = Standing.APPLICANT
    person.district_id, person.erase_at = application.district_id, None
    _record(session, actor, "apply", application)
    if form.invitation_code:
        await _use_invitation(session, actor, application, form.invitation_code)
    elif form.kind is ApplicantKind.FAMILY_MEMBER:
        await _close(session, actor, application, ApplicationState.VERIFIED, Via.FAMILY_CODE)
    else:
        await notices.ask_activists(session, application)
    return application


async def _check_code(session: AsyncSession, actor: Actor, form: Form) -> None:
    """Before anything else is written: of a wrong try only its count is kept."""
    if form.invitation_code is not None:
        await tries.look_up_invitation(session, actor, form.invitation_code)
    if form.kind is ApplicantKind.FAMILY_MEMBER:
        await tries.require_tries_left(session, actor.require_own(Action.OWN_VIEW))
        try:
            await _usable_family(session, form.family_code or "")
        except FamilyCodeUnknown:
            tries.note_miss(session, actor)
            raise


async def _with_invitation(session: AsyncSession, form: Form) -> Form:
    """What the batch of an invitation knows already: the district, and whom it was made for."""
    if form.invitation_code is None:
        return form
    _, batch = await invitations.usable(session, form.invitation_code)
    kind = ApplicantKind.CANDIDATE if batch.for_candidates else form.kind
    return replace(form, kind=kind, district_id=batch.district_id)


async def _check_may_apply(session: AsyncSession, person: Person, form: Form) -> None:
    becomes_parent = form.kind is not ApplicantKind.CANDIDATE
    if person.standing is Standing.MEMBER or (
        person.standing is Standing.CANDIDATE and not becomes_parent
    ):
        raise AlreadyMember
    if len(form.about) > rules.ABOUT_LIMIT:
        raise AboutTooLong(limit=rules.ABOUT_LIMIT)
    if await queries.undecided_of(session, person.id):
        raise AlreadyApplied
    day_ago = now(session) - timedelta(days=1)
    if await queries.count_since(session, person.id, day_ago) >= rules.APPLICATIONS_A_DAY:
        raise TooManyApplications
    if absent := await documents.still_to_accept(session, person.id):
        raise ConsentMissing(document=absent[0].code)


async def _new_application(session: AsyncSession, person: Person, form: Form) -> Application:
    family = await _family_for(session, person, form)
    district_id = family.district_id if family else form.district_id
    if district_id is None or await session.get(District, district_id) is None:
        raise InvalidInput(field="district")
    application = Application(
        person_id=person.id,
        kind=form.kind,
        family_id=family.id if family else None,
        district_id=district_id,
        about=form.about.strip() or None,
        state=ApplicationState.OPEN,
        created_at=now(session),
    )
    try:
        async with session.begin_nested():
            session.add(application)
    except IntegrityError as error:
        raise AlreadyApplied from error
    return application


async def _family_for(session: AsyncSession, person: Person, form: Form) -> Family | None:
    if form.kind is ApplicantKind.FAMILY_MEMBER:
        return await _family_by_code(session, form.family_code or "")
    if form.kind is ApplicantKind.CANDIDATE:
        return None
    if person.family_id is not None:  # she was here before: the same family, counted once
        return await session.get_one(Family, person.family_id)
    if form.district_id is None:
        raise InvalidInput(field="district")
    family = Family(
        district_id=form.district_id, state=FamilyState.PENDING, created_at=now(session)
    )
    session.add(family)
    await session.flush()
    return family


async def _family_by_code(session: AsyncSession, entered: str) -> Family:
    family = await _usable_family(session, entered)
    people_service.take_code_back(family)
    return family


async def _usable_family(session: AsyncSession, entered: str) -> Family:
    """The family behind a code, locked until the end: nobody else uses the code up meanwhile."""
    query = select(Family).where(Family.code_hash == read_code(entered)).with_for_update()
    family: Family | None = await session.scalar(query)
    usable = (
        family is not None
        and family.state is FamilyState.MEMBER
        and family.code_expires_at is not None
        and family.code_expires_at > now(session)
    )
    if family is None or not usable:
        raise FamilyCodeUnknown
    return family


async def _use_invitation(
    session: AsyncSession, actor: Actor, application: Application, code: str
) -> None:
    invitation, batch = await invitations.usable(session, code)
    await invitation_service.use(session, invitation.id)
    application.invitation_id = invitation.id
    subject = Subject("invitation_batch", batch.id, district_id=batch.district_id)
    record(session, actor, "use", subject)
    await _close(session, actor, application, ApplicationState.VERIFIED, Via.INVITATION)


@use_case
async def view_card(session: AsyncSession, actor: Actor, application_id: int) -> queries.Card:
    """Show an application to an activist; the applicant can read in /privacy who looked."""
    card = await queries.card(session, actor, application_id)
    _record(session, actor, "view", card.application)
    return card


@use_case
async def vouch(
    session: AsyncSession,
    actor: Actor,
    application_id: int,
    *,
    in_favour: bool,
    reason: str = "",
) -> Application:
    """An activist's word. A second tap changes nothing; after the end, raises AlreadyDecided."""
    application = await _for_decision(session, actor, application_id, Action.APPLICATION_VOUCH)
    if application.state is ApplicationState.DISPUTED:
        raise LeaderDecides
    votes = list(await queries.votes_on(session, application.id))
    if any(vote.voter_id == actor.person_id for vote in votes):
        return application
    vote = Vote(
        application_id=application.id,
        voter_id=actor.require_own(Action.OWN_VIEW),
        in_favour=in_favour,
        reason=reason.strip() or None,
        cast_at=now(session),
    )
    session.add(vote)
    _record(session, actor, "vouch" if in_favour else "doubt", application)
    state = rules.state_after([v.in_favour for v in [*votes, vote]])
    if state is ApplicationState.VERIFIED:
        await _close(session, actor, application, state, Via.ACTIVIST)
    elif state is not application.state:
        application.state = state
        await notices.tell_of_state(session, application)
    return application


@use_case
async def decide(
    session: AsyncSession,
    actor: Actor,
    application_id: int,
    *,
    verified: bool,
    reason: str = "",
) -> Application:
    """A leader's decision, final. The reason of a refusal is kept and never sent."""
    application = await _for_decision(session, actor, application_id, Action.APPLICATION_DECIDE)
    application.refusal_reason = None if verified else reason.strip() or None
    state = ApplicationState.VERIFIED if verified else ApplicationState.REFUSED
    _record(session, actor, "decide", application, outcome=state.value)
    await _close(session, actor, application, state, Via.LEADER)
    return application


@use_case
async def withdraw_application(session: AsyncSession, actor: Actor) -> None:
    """The applicant changed her mind."""
    person = await people.person(session, actor.require_own(Action.OWN_VIEW))
    application = await queries.undecided_of(session, person.id)
    if application is None:
        raise NotFound(kind="application")
    await _close(session, actor, application, ApplicationState.WITHDRAWN, None)
    _record(session, actor, "withdraw", application)


async def forget(session: AsyncSession, person_id: int) -> None:
    """Empty what was written by and of an applicant, in the running transaction."""
    own = Application.person_id == person_id
    await session.execute(update(Application).where(own).values(about=None, refusal_reason=None))
    applications = select(Application.id).where(own)
    on_them = Vote.application_id.in_(applications)
    await session.execute(update(Vote).where(on_them).values(reason=None))


async def _for_decision(
    session: AsyncSession, actor: Actor, application_id: int, action: Action
) -> Application:
    reach = actor.require(action)
    application = await session.get(
        Application, application_id, with_for_update=True, populate_existing=True
    )
    if application is None or not reach.covers(application.district_id):
        raise NotFound(kind="application")
    if application.state not in UNDECIDED:
        raise AlreadyDecided(state=application.state.value)
    if await _is_own(session, actor, application):
        raise OwnApplication
    return application


async def _is_own(session: AsyncSession, actor: Actor, application: Application) -> bool:
    if actor.person_id is None:
        return False
    voter = await people.person(session, actor.person_id)
    same_family = voter.family_id is not None and voter.family_id == application.family_id
    return application.person_id == voter.id or same_family


async def _close(
    session: AsyncSession,
    actor: Actor,
    application: Application,
    state: ApplicationState,
    via: Via | None,
) -> None:
    application.state = state
    application.decided_at, application.decided_by_id = now(session), actor.person_id
    person = await people.person(session, application.person_id)
    if state is ApplicationState.VERIFIED:
        application.via = via
        await _admit(session, application, person)
    else:
        await _turn_away(session, application, person)
    await notices.tell_of_state(session, application)


async def _admit(session: AsyncSession, application: Application, person: Person) -> None:
    if application.kind is ApplicantKind.CANDIDATE:
        person.standing, person.verified_at = Standing.CANDIDATE, now(session)
    else:
        family = await session.get_one(Family, application.family_id)
        await people_service.admit_to_family(session, person, family)
    await publish(session, PersonAdmitted(person.id))


async def _turn_away(session: AsyncSession, application: Application, person: Person) -> None:
    refused = application.state is ApplicationState.REFUSED
    if person.standing is Standing.APPLICANT:
        person.standing = Standing.REFUSED if refused else Standing.NEWCOMER
        person.erase_at = now(session) + _KEEP_REFUSED
        if refused:
            person.verified_at = None  # no way back but a new application
    if application.family_id is not None:
        family = await session.get_one(Family, application.family_id)
        if family.state is FamilyState.PENDING:
            family.state = FamilyState.LEFT
    if refused:
        await publish(session, PersonRefused(person.id))


def _record(
    session: AsyncSession, actor: Actor, action: str, application: Application, **facts: Any
) -> None:
    subject = Subject(
        "application",
        application.id,
        person_id=application.person_id,
        district_id=application.district_id,
    )
    record(session, actor, action, subject, **facts)
