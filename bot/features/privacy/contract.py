"""«Кто что видит»: written from the table of rights itself, so that it cannot lie."""

from bot.texts import Texts
from community.core.actor import Detail, Role, Scope, who_sees


def detail_names(texts: Texts) -> dict[Detail, str]:
    return {
        Detail.NAME: texts("name and surname"),
        Detail.DISTRICT: texts("district"),
        Detail.FAMILY_NUMBER: texts("number of your family"),
        Detail.ABOUT: texts("what you wrote about yourself when you joined"),
        Detail.FAMILY_LINK: texts("who is in one family with you"),
        Detail.CHATS: texts("which chats you are in"),
        Detail.MESSAGES: texts("your messages that were put aside or reported (up to 30 days)"),
        Detail.SANCTIONS: texts("warnings and other measures"),
        Detail.SIGNALS: texts("your calls for help and what you wrote to them (up to 30 days)"),
        Detail.REQUESTS: texts("what you ask of a specialist (under the name you choose)"),
        Detail.GROUPS: texts("your self-help groups (those in the group know your first name)"),
        Detail.SITUATIONS: texts("what you have been through (if you ticked it yourself)"),
        Detail.CONVERSATIONS: texts(
            "a conversation through the bot after a complaint about it (two read it together and"
            " without surnames)"
        ),
        Detail.SIGN_UPS: texts("who comes to an event with you and what you told its organiser"),
        Detail.READING: texts(
            "which articles you keep and ask for (of a question, those who write read the words"
            " alone)"
        ),
        Detail.EMAIL: texts("your e-mail address, if you gave one"),
        Detail.CONSENTS: texts("what you agreed to"),
        Detail.ROLES: texts("your tasks in the club"),
    }


def role_names(texts: Texts) -> dict[Role, str]:
    """The roles as groups of people."""
    return {
        Role.PARENT: texts("other parents"),
        Role.CANDIDATE: texts("future parents"),
        Role.ACTIVIST: texts("activists"),
        Role.FACILITATOR: texts("leaders of self-help groups"),
        Role.SPECIALIST: texts("specialists"),
        Role.LEADER: texts("club leaders"),
        Role.OFFICER: texts("guardianship bodies"),
        Role.METHODOLOGIST: texts("methodologists"),
        Role.ADMIN: texts("the administrator of the program"),
    }


def viewer_names(texts: Texts) -> dict[Role, str]:
    """The roles of those who look at names, each as one person."""
    return {
        Role.ACTIVIST: texts("activist"),
        Role.LEADER: texts("club leader"),
        Role.ADMIN: texts("administrator"),
    }


def contract_text(texts: Texts) -> str:
    """Everybody who sees something, a line each; then who never does, and what a chat shows."""
    details = detail_names(texts)
    seen = {detail: who_sees(detail) for detail in details}
    lines = [texts("🔎 <b>Who sees what about you</b>")]
    for role in Role:
        scopes = [seen[detail].get(role) for detail in details]
        shown = [name for name, scope in zip(details.values(), scopes, strict=True) if scope]
        if shown:
            who = _who(role, Scope.GRANTED in scopes, texts)
            lines.append(f"• <b>{who}</b>: {', '.join(shown)}.")
    if own := [name for detail, name in details.items() if not seen[detail]]:
        only_you = texts("only you")
        lines.append(f"• <b>{only_you}</b>: {', '.join(own)}.")
    in_chats = texts(
        "In a chat its members see your messenger name and what you write there. What is put aside"
        " in the chat of a self-help group is read by those alone who lead it."
    )
    asked = texts(
        "«Who has been through this?» goes to five parents at most, without your name and district."
        " You two learn each other's first name only when both agree."
    )
    return "\n\n".join(["\n".join(lines), _never(texts, seen), in_chats, asked])


def _who(role: Role, in_districts: bool, texts: Texts) -> str:  # noqa: FBT001  read at one place
    if role is Role.ACTIVIST:
        return texts(
            "activists of your district, while you are being verified, a message of yours is"
            " being looked at, you call for help, or sign up to an event of theirs"
        )
    if role is Role.SPECIALIST:
        return texts("specialists, and of them only the one whom I ask for you")
    name = role_names(texts)[role]
    return texts("{role} of your district and of the region", role=name) if in_districts else name


def _never(texts: Texts, seen: dict[Detail, dict[Role, Scope]]) -> str:
    """The roles that see nothing: computed, not promised."""
    seeing = {role for roles in seen.values() for role in roles}
    names = role_names(texts)
    outside = [Role.OFFICER, Role.SPECIALIST, Role.METHODOLOGIST, Role.PARENT]
    unseeing = ", ".join(names[role] for role in outside if role not in seeing)
    return texts("<b>They see none of this:</b> {roles}. Nor does the Department.", roles=unseeing)
