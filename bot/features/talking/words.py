"""How a message looks on the other side, and why one could not be passed on."""

from aiogram.types import InlineKeyboardButton
from markupsafe import Markup

from bot.aliases import alias_in_words
from bot.screen import button
from bot.texts import Texts
from community.relay.kinds import GivenAway, Side
from community.relay.models import Conversation


def name_of(conversation: Conversation, side: Side, texts: Texts) -> str:
    """The alias, or a word for whom the club knows no name of."""
    if alias := conversation.alias_of(side):
        return alias_in_words(alias, texts)
    return texts("somebody of the club") if side is Side.HELPER else texts("whoever called you")


def header(conversation: Conversation, side: Side, texts: Texts) -> Markup:
    """Who is writing: the screen always says with whom."""
    return Markup("💬 <b>{}</b>").format(name_of(conversation, side, texts))


def to_panel(conversation: Conversation, texts: Texts) -> InlineKeyboardButton:
    """The way to all that can be done in a conversation, from under any message about it."""
    return button(texts("💬 About this conversation"), f"talk:{conversation.id}:panel")


def why_not(what: GivenAway, texts: Texts) -> str:
    """Nothing was sent; what was typed still stands in the person's own chat."""
    reason = what_shows(what, texts)
    advice = texts(
        "I have not passed it on: here you know each other by first names alone. Please send it"
        " once more without that, or agree to open up first."
    )
    return f"{reason} {advice}"


def what_shows(what: GivenAway, texts: Texts) -> str:
    """A sentence."""
    return {
        GivenAway.FORWARD: texts("A forwarded message shows whose it was."),
        GivenAway.CONTACT: texts("A contact shows a name and a number."),
        GivenAway.PLACE: texts("A place shows where you are."),
        GivenAway.USERNAME: texts("There is somebody's @name in it."),
        GivenAway.PROFILE: texts("There is a link to a profile or a chat in it."),
        GivenAway.PHONE: texts("There is a telephone number in it."),
        GivenAway.EMAIL: texts("There is an e-mail address in it."),
    }[what]
