"""Words for headings and situations, and why a text cannot go out as it is."""

from collections.abc import Mapping

from bot.texts import Texts
from community.peers.sharing.kinds import Heading
from community.peers.sharing.models import Situation


def heading_names(texts: Texts) -> Mapping[Heading, str]:
    return {
        Heading.BEHAVIOUR: texts("Behaviour and school"),
        Heading.BIRTH_FAMILY: texts("The birth family"),
        Heading.HEALTH: texts("Health and growing"),
        Heading.OUR_FAMILY: texts("Our family"),
        Heading.CHANGES: texts("The beginning and changes"),
    }


def situation_name(situation: Situation, texts: Texts) -> str:
    """«подросток убегал из дома»"""
    return situation.name_en if texts.language == "en" else situation.name


def situation_label(situation: Situation, texts: Texts) -> str:
    """The same as a button or a title."""
    name = situation_name(situation, texts)
    return name[:1].upper() + name[1:]


def other_ways(texts: Texts) -> str:
    """Where else somebody is, when no parent is found."""
    return texts(
        "What else there is:\n• 🫂 self-help groups: /groups\n• 🤝 a specialist, free of charge:"
        " /consult\n• 🆘 if it cannot wait: /sos"
    )


def talk_words(name: str, texts: Texts) -> str:
    """To either side, from the moment in which they know each other's first name."""
    return texts(
        "💬 You have both agreed: <b>{name}</b> talks with you. Write the first word right here, in"
        " this chat: {name} alone reads it, under your first name. Numbers and surnames stay with"
        " you until you both want otherwise.",
        name=name,
    )
