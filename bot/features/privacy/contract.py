"""«Кто что видит»: written from the table of rights itself, so that it cannot lie."""

from bot.texts import Texts
from community.core.actor import Detail, Role, Scope, who_sees


def detail_names(texts: Texts) -> dict[Detail, str]:
    return {
        Detail.NAME: texts("Name and surname"),
        Detail.DISTRICT: texts("District"),
        Detail.FAMILY_NUMBER: texts("Number of your family"),
        Detail.ABOUT: texts("What you wrote about yourself when you joined"),
        Detail.FAMILY_LINK: texts("Who is in one family with you"),
        Detail.CHATS: texts("Which chats you are in"),
        Detail.CONSENTS: texts("What you agreed to"),
        Detail.ROLES: texts("Your tasks in the club"),
    }


def role_names(texts: Texts) -> dict[Role, str]:
    return {
        Role.PARENT: texts("parents"),
        Role.CANDIDATE: texts("future parents"),
        Role.ACTIVIST: texts("activists"),
        Role.FACILITATOR: texts("leaders of self-help groups"),
        Role.SPECIALIST: texts("specialists"),
        Role.LEADER: texts("club leaders"),
        Role.OFFICER: texts("guardianship bodies"),
        Role.METHODOLOGIST: texts("methodologists"),
        Role.ADMIN: texts("the administrator of the installation"),
    }


def contract_text(texts: Texts) -> str:
    """Every detail with who sees it; then who never sees anything."""
    lines = [texts("🔎 <b>Who sees what about you</b>")]
    lines += [f"• {name}: {_who(detail, texts)}" for detail, name in detail_names(texts).items()]
    lines.append(_never(texts))
    return "\n".join(lines)


def _who(detail: Detail, texts: Texts) -> str:
    seen, roles = who_sees(detail), role_names(texts)
    if not seen:
        return texts("only you.")
    parts = []
    for role, scope in seen.items():
        if role is Role.ACTIVIST:
            parts.append(texts("activists of your district, while you are being verified"))
        elif scope is Scope.GRANTED:
            parts.append(texts("{role} of your district and of the region", role=roles[role]))
        else:
            parts.append(roles[role])
    return texts("you, {others}.", others=", ".join(parts))


def _never(texts: Texts) -> str:
    """The roles that appear in no line above: computed, not promised."""
    seeing = {role for detail in Detail for role in who_sees(detail)}
    names = role_names(texts)
    outside = [Role.OFFICER, Role.METHODOLOGIST, Role.SPECIALIST, Role.PARENT]
    unseeing = ", ".join(names[role] for role in outside if role not in seeing)
    return texts("\nThey see none of this: {roles}. Nor does the Department.", roles=unseeing)
