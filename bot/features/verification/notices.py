"""What activists and leaders are told about applications."""

from bot.delivery.editing import edit_sent
from bot.delivery.parcel import Parcel
from bot.features.verification.cards import card_screen, outcome_text
from bot.screen import Screen, button
from community.core.actor import Action
from community.core.outbox.models import State
from community.core.outbox.service import sent_to
from community.core.outbox.worker import SKIPPED, Done, Outcome
from community.membership.people import queries as people
from community.membership.verification import service
from community.membership.verification.models import UNDECIDED, Application, ApplicationState


async def card(parcel: Parcel) -> Screen | None:
    return await _card_if(parcel, UNDECIDED)


async def disputed(parcel: Parcel) -> Screen | None:
    return await _card_if(parcel, (ApplicationState.DISPUTED,))


async def _card_if(parcel: Parcel, states: tuple[ApplicationState, ...]) -> Screen | None:
    """The card, while its state asks for a word and the recipient still has the right to it."""
    assert parcel.person is not None
    async with parcel.context.database.read() as session:
        actor = await people.actor_for(session, parcel.person.id, "bot")
        application = await session.get_one(Application, parcel.params["application"])
    if application.state not in states:
        return None
    if not actor.may(Action.APPLICATION_VIEW, application.district_id):
        return None
    async with parcel.context.database.write() as session:
        shown = await service.view_card(session, actor, application.id)
    return card_screen(shown, actor, parcel.texts)


async def overdue(parcel: Parcel) -> Screen | None:
    """A leader hears of an application that nobody has answered for a day."""
    async with parcel.context.database.read() as session:
        application = await session.get_one(Application, parcel.params["application"])
    if application.state not in UNDECIDED:
        return None
    texts = parcel.texts
    since = texts.moment(application.created_at)
    text = texts("Somebody has been waiting for an answer since {since}.", since=since)
    return Screen(text, [[button(texts("👀 Show"), f"app:{application.id}:show")]])


async def update_cards(parcel: Parcel) -> Outcome:
    """Put the cards that this person already has in order: what was decided, and by whom."""
    assert parcel.person is not None
    application_id = parcel.params["application"]
    async with parcel.context.database.read() as session:
        application = await session.get_one(Application, application_id)
        text = await outcome_text(session, application, parcel.texts)
        actor = await people.actor_for(session, parcel.person.id, "bot")
        cards = [
            message
            for template in ("application.card", "application.disputed")
            for message in await sent_to(session, parcel.recipient, template, application_id)
        ]
    still_theirs = application.state in UNDECIDED and (
        application.state is not ApplicationState.DISPUTED
        or actor.may(Action.APPLICATION_DECIDE, application.district_id)
    )
    if not cards or still_theirs:
        return SKIPPED
    for message in cards:
        await edit_sent(parcel, message.sent_ref or "", Screen(text))
    return Done(State.SENT)
