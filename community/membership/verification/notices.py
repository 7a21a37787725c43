"""Whom an application concerns, and what they are told of it."""

from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Action
from community.core.options import load_options
from community.core.outbox.models import Priority
from community.core.outbox.service import enqueue, enqueue_many, to_person
from community.membership.people import queries as people
from community.membership.verification.models import Application, ApplicationState


async def ask_activists(session: AsyncSession, application: Application) -> None:
    """A card to every activist of the district; where there is none, to its leaders."""
    voters = await _others_who_may(session, Action.APPLICATION_VOUCH, application)
    leaders = await _others_who_may(session, Action.APPLICATION_DECIDE, application)
    activists = [voter for voter in voters if voter not in set(leaders)]
    await enqueue_many(
        session,
        map(to_person, activists or leaders),
        "application.card",
        key=str(application.id),
        priority=Priority.ANSWER,
        application=application.id,
    )
    patience = timedelta(hours=(await load_options(session)).application_reminder_hours)
    await enqueue_many(
        session,
        map(to_person, leaders),
        "application.overdue",
        key=str(application.id),
        priority=Priority.NORMAL,
        due_at=application.created_at + patience,
        application=application.id,
    )


async def tell_of_state(session: AsyncSession, application: Application) -> None:
    """Tell the applicant how it ended, and put the activists' cards in order."""
    state, key = application.state, f"{application.id}:{application.state.value}"
    if state in (ApplicationState.VERIFIED, ApplicationState.REFUSED):
        await enqueue(
            session,
            to_person(application.person_id),
            f"application.{state.value}",
            key=key,
            priority=Priority.ANSWER,
            application=application.id,
        )
    if state is ApplicationState.DISPUTED:
        await _to_everyone_who(
            session, Action.APPLICATION_DECIDE, "application.disputed", key, application
        )
    await _to_everyone_who(
        session, Action.APPLICATION_VOUCH, "application.card_update", key, application
    )


async def _to_everyone_who(
    session: AsyncSession, action: Action, template: str, key: str, application: Application
) -> None:
    await enqueue_many(
        session,
        map(to_person, await _others_who_may(session, action, application)),
        template,
        key=key,
        priority=Priority.ANSWER,
        application=application.id,
    )


async def _others_who_may(
    session: AsyncSession, action: Action, application: Application
) -> list[int]:
    """Nobody decides about themselves: an applicant with a role is not asked."""
    able = await people.people_who_may(session, action, application.district_id)
    return [person_id for person_id in able if person_id != application.person_id]
