"""The card of whoever is asked: the situation, the words, and three honest answers."""

from markupsafe import Markup

from bot.features.peers.words import situation_name
from bot.screen import Row, Screen, button
from bot.texts import Texts
from community.peers.asking.kinds import PeerAnswer
from community.peers.asking.queries import Asked


def asked_screen(asked: Asked, texts: Texts) -> Screen:
    """As it stands. What is over shows nothing of the other parent any more."""
    if asked.conversation_id is not None:
        talk = f"talk:{asked.conversation_id}:panel"
        return Screen(
            texts("💬 Both of you have agreed: the conversation is open. Thank you!"),
            [[button(texts("💬 About this conversation"), talk)]],
        )
    if not asked.is_open:
        return Screen(_over(asked, texts))
    if asked.answer is PeerAnswer.ACCEPTED:
        return Screen("\n\n".join([*_what(asked, texts), _accepted(asked, texts)]))
    return Screen("\n\n".join([*_what(asked, texts), _question(texts)]), _answers(asked, texts))


def _what(asked: Asked, texts: Texts) -> list[str]:
    blocks: list[str] = [
        texts(
            "🙋 <b>Who has been through this?</b>\n\nA parent of the club asks:"
            " «<b>{situation}</b>». You noted once that you have been through it.",
            situation=situation_name(asked.situation, texts),
        )
    ]
    if asked.words:
        blocks.append(Markup("<blockquote>{}</blockquote>").format(asked.words))
    return blocks


def _question(texts: Texts) -> str:
    return texts(
        "Would you talk for a while? You would write to each other here, through me. First names"
        " open only if you both agree; until then nobody knows that it is you. And «not now» is a"
        " good answer: nobody asks why."
    )


def _answers(asked: Asked, texts: Texts) -> list[Row]:
    return [
        [button(texts("🤝 I would talk"), f"peer:{asked.id}:yes")],
        [button(texts("I cannot now"), f"peer:{asked.id}:no")],
        [button(texts("🔕 Do not ask me about this again"), f"peer:{asked.id}:never")],
    ]


def _accepted(asked: Asked, texts: Texts) -> str:
    assert asked.due_at is not None
    return texts(
        "🤝 <b>Thank you!</b> I have passed on that somebody would talk, without your name. If that"
        " parent agrees, I open the conversation; I write to you either way, by {until} at the"
        " latest.",
        until=texts.when(asked.due_at),
    )


def _over(asked: Asked, texts: Texts) -> str:
    if asked.answer is PeerAnswer.DECLINED:
        return texts("Not now, and that is all right. Thank you for having read it.")
    if asked.answer is PeerAnswer.WITHDRAWN:
        return texts("Somebody has been found already, or it is not needed any more. Thank you!")
    return texts("This question is over. Thank you for being there!")
