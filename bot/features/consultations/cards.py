"""Cards of a parent that are sent and then answered: rating, two weeks later, did you meet."""

from markupsafe import Markup

from bot.features.consultations.words import about, helper_name
from bot.screen import Row, Screen, button
from bot.texts import Texts
from community.consultations.booking.kinds import ConsultationState
from community.consultations.booking.models import Consultation
from community.consultations.requests.kinds import FollowUp
from community.consultations.requests.queries import Own


def rating_names(texts: Texts) -> dict[int, str]:
    return {
        3: texts("💚 It helped"),
        2: texts("🙂 In part"),
        1: texts("😔 It did not help"),
    }


def rating_screen(own: Own, texts: Texts, *, is_asked: bool = False) -> Screen:
    """The question, or the answer with the way to change it."""
    names, key = rating_names(texts), own.request.id
    rating = own.request.rating
    if rating is None or is_asked:
        return Screen(
            "\n\n".join(
                [
                    Markup("🤝 <b>{}</b>").format(
                        about(own.speciality, own.request.for_whom, texts)
                    ),
                    texts(
                        "This request is closed. Thank you for trusting us.\n\nDid it help? Your"
                        " answer is counted without a name."
                    ),
                ]
            ),
            [[button(name, f"myreq:{key}:rate{number}")] for number, name in names.items()],
        )
    words = texts("Thank you, written down: {answer}.", answer=names[rating])
    rows: list[Row] = [[button(texts("↩️ Answer otherwise"), f"myreq:{key}:again")]]
    if rating == min(names):
        words += "\n\n" + texts("I am sorry. You may ask again, somebody else will come.")
        rows.append([button(texts("🤝 Ask again"), f"myfollow:{key}:{FollowUp.AGAIN.value}")])
    return Screen(words, rows)


def follow_up_screen(own: Own, texts: Texts, answer: FollowUp | None = None) -> Screen:
    key, names = own.request.id, follow_up_names(texts)
    what = about(own.speciality, own.request.for_whom, texts)
    if answer is None:
        words = texts(
            "Two weeks have passed since «{what}». How is it now? Nobody but the club's figures"
            " sees the answer.",
            what=what,
        )
        return Screen(
            words, [[button(name, f"myfollow:{key}:{code.value}")] for code, name in names.items()]
        )
    said = {
        FollowUp.BETTER: texts("I am glad. If anything comes up, I am here: /consult"),
        FollowUp.SAME: texts(
            "I understand. It often takes longer. You may ask once more at any moment."
        ),
        FollowUp.AGAIN: texts("I am asking once more."),
    }[answer]
    rows: list[Row] = []
    if answer is FollowUp.SAME:
        rows = [[button(names[FollowUp.AGAIN], f"myfollow:{key}:{FollowUp.AGAIN.value}")]]
    return Screen(said, rows)


def follow_up_names(texts: Texts) -> dict[FollowUp, str]:
    return {
        FollowUp.BETTER: texts("🌱 It is better"),
        FollowUp.SAME: texts("😐 It is the same"),
        FollowUp.AGAIN: texts("🤝 I would like help once more"),
    }


def arrival_screen(one: Consultation, own: Own, texts: Texts, *, is_asked: bool = False) -> Screen:
    """No blame: that somebody did not come is one of three ordinary answers."""
    key, when = one.id, texts.when(one.starts_at)
    if is_asked or one.state is ConsultationState.BOOKED:
        whom = helper_name(own.speciality, own.helper or "", texts).strip()
        return Screen(
            texts("📅 {when}, {whom}. Did you meet?", when=when, whom=whom),
            [
                [button(texts("✅ Yes"), f"mymeet:{key}:yes")],
                [button(texts("🤷 It did not work out"), f"mymeet:{key}:no")],
                [button(texts("🔁 Another time"), f"mymeet:{key}:other")],
            ],
        )
    undo = [button(texts("↩️ Answer otherwise"), f"mymeet:{key}:ask")]
    if one.state is ConsultationState.HELD:
        return Screen(texts("✅ {when}: you have met. I am glad.", when=when), [undo])
    words = texts("📅 {when}: it did not work out. That happens, and changes nothing.", when=when)
    again = [button(texts("📅 Choose another time"), f"myreq:{one.request_id}:book")]
    return Screen(words, [again, undo])
