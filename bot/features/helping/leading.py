"""What leaders are told of requests that nobody has taken or answers: never words, never a name."""

from collections.abc import Sequence

from aiogram import F, Router
from aiogram.types import CallbackQuery
from sqlalchemy.ext.asyncio import AsyncSession

from bot.context import BotContext
from bot.delivery.parcel import Parcel
from bot.features.helping.reading import reader
from bot.features.helping.words import district_name, format_name, speciality_name, urgency_name
from bot.screen import Row, Screen, button, link
from bot.tapping import Tap
from bot.texts import Texts
from community.consultations.requests import queries, service
from community.consultations.requests.kinds import RequestState
from community.consultations.requests.models import HelpRequest
from community.consultations.requests.rules import Candidate
from community.consultations.requests.triage import candidates
from community.consultations.specialists import queries as specialists
from community.consultations.specialists.kinds import SpecialistState
from community.consultations.specialists.models import Specialist
from community.core.actor import Action, Actor
from community.core.errors import NotAllowed, NotFound
from community.membership.districts.queries import district

_HIDDEN = (NotFound, NotAllowed)  # the role was taken back, or reaches elsewhere


async def nobody_yet(parcel: Parcel) -> Screen | None:
    return await _letter(parcel, RequestState.WAITING, RequestState.OFFERED)


async def not_answered(parcel: Parcel) -> Screen | None:
    return await _letter(parcel, RequestState.TAKEN)


async def _letter(parcel: Parcel, *states: RequestState) -> Screen | None:
    actor = await reader(parcel)
    async with parcel.context.database.read() as session:
        try:
            request = await queries.routed(session, actor, parcel.params["request"])
        except _HIDDEN:
            return None
        if request.state not in states:
            return None
        return await _screen(session, request, parcel.context, parcel.texts)


async def _screen(
    session: AsyncSession, request: HelpRequest, context: BotContext, texts: Texts
) -> Screen:
    lines = [await _what(session, request, texts), _stands(request, texts)]
    return Screen("\n\n".join(lines), _rows(request, context, texts))


async def _what(session: AsyncSession, request: HelpRequest, texts: Texts) -> str:
    speciality = await specialists.speciality(session, request.speciality_id)
    lines = [
        texts("🔎 <b>A request: {speciality}</b>", speciality=speciality_name(speciality, texts)),
        texts("When: {urgency}", urgency=urgency_name(request.urgency, texts)),
        texts("How to meet: {format}", format=format_name(request.format, texts)),
    ]
    if request.district_id is not None:
        place = district_name(await district(session, request.district_id), texts)
        lines.append(texts("District: {place}", place=place))
    lines.append(texts("Waits since {moment}", moment=texts.moment(request.asked_at)))
    return "\n".join(lines)


def _stands(request: HelpRequest, texts: Texts) -> str:
    if request.state is RequestState.TAKEN:
        return texts(
            "A specialist has taken it and does not answer, though I have reminded them. Please"
            " talk to them, or ask somebody else."
        )
    if request.state is RequestState.OFFERED:
        return texts(
            "Nobody has taken it yet. I am asking the next one; you may choose whom to ask."
        )
    if request.state is RequestState.CLOSED:
        return texts("It is over by now. Thank you!")
    return texts(
        "Nobody is free for it now, and so it is yours. I look again every day and whenever"
        " somebody becomes free."
    )


def _rows(request: HelpRequest, context: BotContext, texts: Texts) -> list[Row]:
    key, rows = request.id, list[Row]()
    if request.state is RequestState.WAITING:
        rows.append([button(texts("🔎 Look again now"), f"lrq:{key}:again")])
    if request.state is not RequestState.CLOSED:
        rows.append([button(texts("👥 Choose whom to ask"), f"lrq:{key}:whom")])
    address = f"{context.site_url}/help-requests/{key}"
    if address.startswith("https://"):  # messengers accept only public addresses as buttons
        rows.append([link(texts("🌐 On the site"), address)])
    return rows


async def show_request(
    query: CallbackQuery, context: BotContext, actor: Actor, texts: Texts
) -> None:
    tap = Tap.of(query, context, actor, texts)
    await _refresh(tap, context)
    await tap.say()


async def look_again(query: CallbackQuery, context: BotContext, actor: Actor, texts: Texts) -> None:
    tap = Tap.of(query, context, actor, texts)
    async with context.database.write() as session:
        request = await service.look_again(session, actor, tap.id)
    await _refresh(tap, context)
    if request.state is RequestState.WAITING:
        await tap.say(texts("Nobody is free yet. You may choose whom to ask."), alert=True)
    else:
        await tap.say(texts("Somebody is free, and is asked."))


async def choose(query: CallbackQuery, context: BotContext, actor: Actor, texts: Texts) -> None:
    """Everybody of that speciality with their load: the leader knows what no rule knows."""
    tap = Tap.of(query, context, actor, texts)
    async with context.database.read() as session:
        request = await queries.routed(session, actor, tap.id)
        able = [
            one
            for one in await specialists.who_helps(session, request.speciality_id)
            if one.person_id not in (None, request.person_id) and one.id != request.specialist_id
        ]
        loads = await candidates(session, able, request.id)
        await tap.show(Screen(_whom(able, texts), _choices(able, loads, tap.id, texts)))
    await tap.say()


def _whom(able: Sequence[Specialist], texts: Texts) -> str:
    if able:
        return texts(
            "Whom shall I ask? In brackets: how many requests they have, and how many they can"
            " bear. Better talk to them first."
        )
    return texts(
        "There is nobody else of this speciality now. You may invite somebody on the site, or help"
        " otherwise and close the request there."
    )


def _choices(
    able: Sequence[Specialist], loads: Sequence[Candidate], key: int, texts: Texts
) -> list[Row]:
    by_id = {one.specialist_id: one for one in loads}
    rows: list[Row] = [
        [
            button(
                f"{one.alias} ({by_id[one.id].load}/{by_id[one.id].limit})",
                f"lrq:{key}:{one.id}",
            )
        ]
        for one in sorted(able, key=lambda one: by_id[one.id].load / by_id[one.id].limit)
    ]
    return [*rows, [button(texts("⬅️ Back"), f"lrq:{key}:show")]]


async def give(query: CallbackQuery, context: BotContext, actor: Actor, texts: Texts) -> None:
    tap = Tap.of(query, context, actor, texts)
    async with context.database.write() as session:
        await service.give(session, actor, tap.id, int(tap.verb))
    await _refresh(tap, context)
    await tap.say(texts("I am asking them."))


async def _refresh(tap: Tap, context: BotContext) -> None:
    async with context.database.read() as session:
        request = await queries.routed(session, tap.actor, tap.id)
        screen = await _screen(session, request, context, tap.texts)
    await tap.show(screen)


async def applied(parcel: Parcel) -> Screen | None:
    """Somebody has opened their invitation: papers and a talk are next."""
    actor, specialist_id = await reader(parcel), parcel.params["specialist"]
    if not actor.may_at_all(Action.SPECIALIST_MANAGE):
        return None
    async with parcel.context.database.read() as session:
        try:
            card = await specialists.card(session, actor, specialist_id)
        except NotFound:
            return None
    if card.specialist.state is not SpecialistState.CANDIDATE:
        return None
    texts = parcel.texts
    names = ", ".join(speciality_name(one, texts) for one in card.specialities)
    text = texts(
        "🌱 <b>{name}</b> ({specialities}) has opened the invitation and waits for you: to look at"
        " the documents and to talk.",
        name=card.specialist.alias,
        specialities=names,
    )
    address = f"{parcel.context.site_url}/specialists/{specialist_id}"
    if not address.startswith("https://"):
        return Screen(f"{text}\n\n{address}")
    return Screen(text, [[link(texts("🌐 On the site"), address)]])


def create_router() -> Router:
    router = Router(name="leading")
    taps = router.callback_query
    taps.register(show_request, F.data.regexp(r"^lrq:(\d+):show$"))
    taps.register(look_again, F.data.regexp(r"^lrq:(\d+):again$"))
    taps.register(choose, F.data.regexp(r"^lrq:(\d+):whom$"))
    taps.register(give, F.data.regexp(r"^lrq:(\d+):(\d+)$"))
    return router
