"""📋 Who comes and who waits, by name: what they need, how they get there, what they answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from aiogram_dialog import DialogManager, Window
from markupsafe import Markup

from bot.dialogs import Given, actor_of, context_of
from bot.features.events.fitting import pages
from bot.features.events.words import ages_line, company_line
from bot.features.organising.desk import event_id_of, to_desk
from bot.features.organising.desk_text import reason_words
from bot.paging import part_of, turning
from bot.states import Organise
from bot.texts import Texts
from community.events.attending.guests import Guest, look_at_guests
from community.events.planning import queries as planning
from community.events.signing.kinds import PartyState, Transport
from community.events.signing.models import EventParty
from community.events.signing.queries import waiting_list

_ORDER = (PartyState.GOING, PartyState.OFFERED, PartyState.WAITING)


@dataclass(frozen=True)
class _Seen:
    guests: Sequence[Guest]
    questions: Mapping[int, str]
    reasons: Mapping[int, str]


def name_of(guest: Guest, texts: Texts) -> str:
    """«Седова Анна»; whoever has been erased has none."""
    names = [name for name in (guest.family_name, guest.given_name) if name]
    return " ".join(names) or str(texts("a name that was erased"))


async def guests_window(dialog_manager: DialogManager, texts: Texts, **_: Any) -> dict[str, Any]:
    seen = await _look(dialog_manager, texts)
    blocks = [_block(number, one, seen, texts) for number, one in enumerate(seen.guests, 1)]
    part = part_of(dialog_manager, pages(blocks) or [texts("Nobody has signed up yet.")], size=1)
    return {
        "text": "\n\n".join([texts("📋 <b>Who comes</b>"), part.items[0], _who_knows(seen, texts)]),
        **part.buttons,
    }


async def _look(manager: DialogManager, texts: Texts) -> _Seen:
    event_id, actor = event_id_of(manager), actor_of(manager)
    async with context_of(manager).database.write() as session:
        guests = await look_at_guests(session, actor, event_id)
        waiting = await waiting_list(session, actor, event_id)
        questions = await planning.questions_of(session, event_id)
    return _Seen(
        sorted(guests, key=lambda one: _ORDER.index(one.party.state)),
        {one.id: one.words for one in questions},
        {one.party.id: reason_words(one.reason, texts) for one in waiting},
    )


def _who_knows(seen: _Seen, texts: Texts) -> str:
    if not seen.guests:
        return ""
    return texts("<i>Each of them reads in /privacy that you have looked. Nobody else sees it.</i>")


def _block(number: int, guest: Guest, seen: _Seen, texts: Texts) -> str:
    party = guest.party
    lines = [
        Markup("{}. <b>{}</b>: {}").format(number, name_of(guest, texts), who(party, texts)),
        *_state(party, seen, texts),
    ]
    if party.needs:
        lines.append(texts("💬 {needs}", needs=party.needs))
    if party.transport is not Transport.NONE:
        lines.append(_transport(party, texts))
    lines += [
        Markup("❔ {} — {}").format(seen.questions.get(answer.question_id, "…"), answer.words)
        for answer in guest.answers
    ]
    return Markup("\n").join(lines)


def who(party: EventParty, texts: Texts) -> str:
    """«2 взрослых и 3 ребёнка (4, 7 и 9 лет)»"""
    company = company_line(party.adults, party.children, texts)
    if not party.ages:
        return company
    return texts("{company} ({ages})", company=company, ages=ages_line(party.ages, texts))


def _state(party: EventParty, seen: _Seen, texts: Texts) -> list[str]:
    if party.state is PartyState.WAITING:
        return [texts("⏳ waits: {reason}", reason=seen.reasons.get(party.id, ""))]
    if party.state is PartyState.OFFERED and party.offer_until:
        return [texts("🎉 seats are kept until {until}", until=texts.when(party.offer_until))]
    if party.asked_again_at is not None:
        return [texts("❓ has not said yet whether the new time suits them")]
    return []


def _transport(party: EventParty, texts: Texts) -> str:
    count = party.transport_seats
    if party.transport is Transport.OFFERED:
        return texts.plural("🚗 can take {count} person", "🚗 can take {count} people", count)
    return texts.plural("🚗 needs {count} seat", "🚗 needs {count} seats", count)


def windows() -> tuple[Window, ...]:
    return (
        Window(
            Given("text"),
            turning(),
            to_desk(),
            state=Organise.guests,
            getter=guests_window,
        ),
    )
