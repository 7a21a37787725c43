"""The card of an application, as an activist or a leader sees it."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.screen import Screen, button
from bot.texts import Texts
from community.core.actor import Action, Actor
from community.membership.people import queries as people
from community.membership.verification.models import (
    UNDECIDED,
    ApplicantKind,
    Application,
    ApplicationState,
    Via,
)
from community.membership.verification.queries import Card


def card_screen(card: Card, actor: Actor, texts: Texts) -> Screen:
    """Name, district, own words, what was said so far; buttons by the actor's rights."""
    application = card.application
    district = card.district.name_en if texts.language == "en" else card.district.name
    person = card.person
    name = texts(
        "{given} {family}", given=person.given_name or "—", family=person.family_name or ""
    )
    lines = [
        _kind(application.kind, texts),
        f"<b>{name}</b>",
        texts("📍 {district}", district=district),
    ]
    if application.about:
        lines.append(texts("💬 {about}", about=application.about))
    if card.refused_before:
        lines.append(texts("⚠️ A leader has refused this person before."))
    lines += [
        texts("🤔 Doubt: {reason}", reason=vote.reason or texts("no words"))
        for vote in card.votes
        if not vote.in_favour
    ]
    lines.append(_request(application.state, texts))
    return Screen("\n\n".join(lines), _buttons(card, actor, texts))


def _kind(kind: ApplicantKind, texts: Texts) -> str:
    return {
        ApplicantKind.PARENT: texts("🏡 A parent asks to join"),
        ApplicantKind.CANDIDATE: texts("🌱 A future parent asks to join"),
        ApplicantKind.FAMILY_MEMBER: texts("👫 A family member asks to join"),
    }[kind]


def _request(state: ApplicationState, texts: Texts) -> str:
    if state is ApplicationState.DISPUTED:
        return texts("Activists see it differently. A leader decides.")
    if state is ApplicationState.DOUBTED:
        return texts("There is one doubt. Do you know this person?")
    return texts("Do you know this person? One word of yours is enough.")


def _buttons(card: Card, actor: Actor, texts: Texts) -> list[list]:  # type: ignore[type-arg]
    key, state = card.application.id, card.application.state
    if state not in UNDECIDED:
        return []
    leads = actor.may(Action.APPLICATION_DECIDE, card.application.district_id)
    if leads:
        return [
            [button(texts("✅ Let in"), f"app:{key}:verify")],
            [button(texts("⛔ Refuse"), f"app:{key}:refuse")],
        ]
    if state is ApplicationState.DISPUTED:
        return []
    return [
        [button(texts("✅ I know them, let in"), f"app:{key}:yes")],
        [button(texts("🤔 I have doubts"), f"app:{key}:no")],
    ]


async def outcome_text(session: AsyncSession, application: Application, texts: Texts) -> str:
    """How an application stands, for cards that are already in somebody's chat."""
    decided = texts.moment(application.decided_at) if application.decided_at else ""
    if application.state is ApplicationState.VERIFIED:
        by = await _by(session, application, texts)
        return texts("✅ Let in {moment}. {by}", moment=decided, by=by)
    return {
        ApplicationState.REFUSED: texts("⛔ Refused by a leader {moment}.", moment=decided),
        ApplicationState.WITHDRAWN: texts("The person withdrew the application."),
        ApplicationState.DISPUTED: texts("Activists disagree. A leader decides."),
        ApplicationState.DOUBTED: texts("There is a doubt; a second opinion is needed."),
        ApplicationState.OPEN: "",
    }[application.state]


async def _by(session: AsyncSession, application: Application, texts: Texts) -> str:
    if application.via is Via.INVITATION:
        return texts("By an invitation code.")
    if application.via is Via.FAMILY_CODE:
        return texts("By the family's code.")
    if application.decided_by_id is None:
        return texts("By the club.")
    decider = await people.person(session, application.decided_by_id)
    return texts("Decided by {name}.", name=decider.given_name or texts("a colleague"))
