"""What whoever is in need is told, each time as things stand at that moment."""

from bot.delivery.parcel import Parcel
from bot.features.duty.words import circle_name
from bot.features.sos.words import Calling, names_of, numbers, whom
from bot.screen import Screen, button
from bot.texts import Texts
from community.duty.kinds import SignalSource, SignalState
from community.duty.models import Signal


async def heard(parcel: Parcel) -> Screen | None:
    """To somebody whose words, or whose neighbour, called: kind words, numbers, who comes."""
    stands = await _stands(parcel, SignalState.RAISED, SignalState.TAKEN)
    if stands is None:
        return None
    texts = parcel.texts
    lines = [_kind_word(stands.signal, texts), _coming(stands, texts)]
    lines.append(await numbers(parcel.context, texts))
    return Screen("\n\n".join(lines), [[button(texts("🙂 It is all right"), "sos:back")]])


def _kind_word(signal: Signal, texts: Texts) -> str:
    if signal.source is SignalSource.SOS:
        return texts("It works again, and I have not forgotten that you called.")
    if signal.source is SignalSource.REPORT:
        return texts(
            "Somebody in the chat is worried about you, and so I am writing. If it is hard right"
            " now, you are not alone with it."
        )
    if signal.chat_id is None:
        return texts(
            "I am only a bot, but I have read your words. If it is as hard as it sounds, you are"
            " not alone with it. Besides me only those read them whom I call."
        )
    return texts(
        "I am the bot of the club, and I have read your words in the chat. If it is as hard as"
        " it sounds, you are not alone with it."
    )


def _coming(stands: Calling, texts: Texts) -> str:
    if stands.helper is not None:
        return texts("<b>{name}</b> is here for you already.", name=stands.helper)
    if not stands.asked:
        return whom(stands, texts)
    return texts(
        "I am calling {whom}: {names}. A parent like you will write to you here. Guardianship"
        " hears nothing of it.",
        whom=circle_name(stands.signal.circle, texts),
        names=names_of(stands, texts),
    )


async def calling_further(parcel: Parcel) -> Screen | None:
    """Nobody has answered yet, and the next ones are being asked: the waiting is not silence."""
    stands = await _stands(parcel, SignalState.RAISED)
    if stands is None or not stands.asked:
        return None
    return Screen(
        parcel.texts(
            "Nobody could come yet, so I am calling {whom} as well: {names}. I do not stop until"
            " somebody is here. If it cannot wait: 112.",
            whom=circle_name(stands.signal.circle, parcel.texts),
            names=names_of(stands, parcel.texts),
        )
    )


async def came(parcel: Parcel) -> Screen | None:
    stands = await _stands(parcel, SignalState.TAKEN)
    if stands is None:
        return None
    texts, talk = parcel.texts, stands.signal.conversation_id
    name = stands.helper or texts("somebody of the club")
    return Screen(
        texts(
            "🤝 <b>{name}</b> is here for you. Just write, right here: only {name} reads it. You"
            " can send your voice, too.",
            name=name,
        ),
        [
            [button(texts("🗑 Take my last message back"), f"talk:{talk}:back")],
            [button(texts("🙂 It is all right"), "sos:back")],
        ],
    )


async def handed_on(parcel: Parcel) -> Screen | None:
    if await _stands(parcel, SignalState.RAISED) is None:
        return None
    text = parcel.texts(
        "Whoever was with you had to go. I am calling the next one; they will write to you here.\n"
        "If it cannot wait: 112."
    )
    return Screen(text)


async def called_off(parcel: Parcel) -> Screen | None:
    if await _stands(parcel, SignalState.CLOSED) is None:
        return None
    text = parcel.texts(
        "I was told that you need nobody now, and so I am calling nobody. If that is not so, or it"
        " gets hard again, at any hour: /sos"
    )
    return Screen(text)


async def farewell(parcel: Parcel) -> Screen | None:
    if await _stands(parcel, SignalState.CLOSED) is None:
        return None
    text = parcel.texts(
        "Our conversation is over for now. If it gets hard again, at any hour: /sos. You did right"
        " to call."
    )
    return Screen(text)


async def _stands(parcel: Parcel, *states: SignalState) -> Calling | None:
    """How the calling stands, with the names of those it is about."""
    async with parcel.context.database.read() as session:
        signal = await session.get_one(Signal, parcel.params["signal"])
        return await Calling.of(session, signal) if signal.state in states else None
