"""The tap that takes a place, alone or with a family, and what comes of it."""

from aiogram_dialog import DialogManager

from bot.dialogs import actor_of, chosen, context_of, texts_of
from bot.features.events.looks import Shown
from bot.sentences import sentence
from bot.states import Events
from bot.texts import Texts
from community.events.planning.errors import EventOver
from community.events.signing.entering import Door
from community.events.signing.errors import RegistrationClosed, RegistrationNotOpen
from community.events.signing.kinds import PartyState
from community.events.signing.models import EventParty
from community.events.signing.rules import Company, fits

# The card says what stands in the way as it is now.
_IN_THE_WAY = (RegistrationClosed, RegistrationNotOpen, EventOver)


def sign_label(shown: Shown, wanted: Company, who: str, texts: Texts) -> str:
    """Before the tap it says whether there are seats for all of them."""
    if fits(shown.event.left, wanted.seats):
        return texts("✅ Sign up: {who}", who=who)
    return texts("⏳ Onto the waiting list: {who}", who=who)


async def take_place(manager: DialogManager, wanted: Company) -> None:
    """The place first; everything else may be said afterwards."""
    door = context_of(manager).database.only(Door)
    try:
        party = await door.sign_up(actor_of(manager), int(chosen(manager, "event")), wanted)
    except _IN_THE_WAY as closed:
        manager.dialog_data["said"] = f"⚠️ {sentence(closed, texts_of(manager))}"
        await manager.switch_to(Events.card)
        return
    manager.dialog_data.update(party=party.id, said=_came_of_it(party, wanted))
    await manager.switch_to(Events.party)


def _came_of_it(party: EventParty, wanted: Company) -> str:
    if (party.adults, party.children) != (wanted.adults, wanted.children):
        return "known"  # the spouse was faster
    return "line" if party.state is PartyState.WAITING else "in"
