"""What was taken out of the roster on the page before: it can be put back with one tap."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Action, Actor
from community.core.errors import NotFound
from community.duty.queries import Slot
from community.duty.serving import Turn
from web.pages.duty.looking import REGION, slot_at, turn_in
from web.view.forms import number_in

_NAMES = ("day", "half", "place", "person", "substitute")


@dataclass(frozen=True)
class Cleared:
    """Who stood where; it travels in an address as numbers."""

    turn: Turn
    person_id: int
    substitute_id: int | None

    @classmethod
    def of(cls, slot: Slot) -> "Cleared":
        duty = slot.duty
        turn = Turn(duty.day, duty.half, duty.district_id)
        return cls(turn, duty.person_id, duty.substitute_id)

    @classmethod
    def read(cls, text: str) -> "Cleared | None":
        """None for what an address holds by chance."""
        values = dict(zip(_NAMES, text.split("."), strict=False))
        person_id = number_in(values.get("person", ""))
        try:
            turn = turn_in(values, "place")
        except NotFound:
            return None
        if person_id is None:
            return None
        return cls(turn, person_id, number_in(values.get("substitute", "")))

    def written(self) -> str:
        turn = self.turn
        place = turn.district_id or REGION
        substitute = self.substitute_id or ""
        return f"{turn.day}.{turn.half}.{place}.{self.person_id}.{substitute}"


async def still_clear(session: AsyncSession, actor: Actor, done: Cleared | None) -> Cleared | None:
    """None where somebody was written in since, or the actor may not plan."""
    if done is None or not actor.may(Action.DUTY_PLAN, done.turn.district_id):
        return None
    slot = await slot_at(session, actor, done.turn)
    if slot is None:
        return done if done.substitute_id is None else None
    left = (slot.duty.person_id, slot.duty.substitute_id)
    # The substitute has moved up, or was the one who stepped back.
    after = {(done.substitute_id, None), (done.person_id, None)} if done.substitute_id else set()
    return done if left in after else None
