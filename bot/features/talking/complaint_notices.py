"""What leaders, the two readers and whoever complained are told. Never what anybody said."""

from bot.delivery.parcel import Parcel
from bot.screen import Screen, link
from bot.texts import Texts
from community.relay.kinds import ComplaintOutcome, ComplaintState
from community.relay.models import Complaint


async def complained(parcel: Parcel) -> Screen | None:
    complaint = await _open(parcel)
    if complaint is None or complaint.readers:
        return None
    words = parcel.texts(
        "⚠️ Somebody complains about a conversation through the bot. Two look into it together:"
        " please name the second one on the site."
    )
    return _with_way(parcel, complaint, words)


async def named(parcel: Parcel) -> Screen | None:
    complaint = await _open(parcel)
    if complaint is None or not _is_reader(parcel, complaint):
        return None
    words = parcel.texts(
        "⚠️ A leader asks you to look into a complaint together: you two read one conversation,"
        " under aliases. It opens only if you both agree, and for three days. The link to the site:"
        " /admin"
    )
    return _with_way(parcel, complaint, words)


async def opened(parcel: Parcel) -> Screen | None:
    complaint = await _open(parcel)
    if complaint is None or complaint.open_until is None or not _is_reader(parcel, complaint):
        return None
    words = parcel.texts(
        "You both agree: until {moment} you can read the conversation that was complained about."
        " The link to the site: /admin",
        moment=parcel.texts.moment(complaint.open_until),
    )
    return _with_way(parcel, complaint, words)


async def decided(parcel: Parcel) -> Screen | None:
    complaint = await _complaint(parcel)
    if complaint.outcome is None:
        return None
    thanks = parcel.texts("⚠️ Two people have looked into what you complained about. Thank you.")
    said = _outcomes(parcel.texts)[complaint.outcome]
    return Screen(f"{thanks}\n\n{said}")


def _outcomes(texts: Texts) -> dict[ComplaintOutcome, str]:
    return {
        ComplaintOutcome.NO_GROUND: texts(
            "They found nothing that breaks the rules of the club. If it is hard for you to go on"
            " with this person, you may always ask for another one."
        ),
        ComplaintOutcome.TALKED_TO: texts("They have talked with that person about it."),
        ComplaintOutcome.ENDED: texts(
            "The conversation has been ended. If you need help, you may ask for another person."
        ),
        ComplaintOutcome.PAUSED: texts(
            "That person takes no new requests for now. If you need help, you may ask for another"
            " one."
        ),
    }


async def _complaint(parcel: Parcel) -> Complaint:
    async with parcel.context.database.read() as session:
        return await session.get_one(Complaint, parcel.params["complaint"])


async def _open(parcel: Parcel) -> Complaint | None:
    complaint = await _complaint(parcel)
    return complaint if complaint.state is ComplaintState.OPEN else None


def _is_reader(parcel: Parcel, complaint: Complaint) -> bool:
    return parcel.person is not None and parcel.person.id in complaint.readers


def _with_way(parcel: Parcel, complaint: Complaint, words: str) -> Screen:
    address = f"{parcel.context.site_url}/help-requests/complaints/{complaint.id}"
    if not address.startswith("https://"):  # messengers accept only public addresses as buttons
        return Screen(f"{words}\n{address}")
    return Screen(words, [[link(parcel.texts("👀 Open on the site"), address)]])
