"""Pure decisions about names, codes and roles."""

import re
import secrets
from collections.abc import Collection
from datetime import timedelta

from community.core.actor import Actor, Grant, Role

NAME_LIMIT = 60
BORDERS_LIMIT = 2  # a family has, besides its own district
FAMILY_CODE_LIFE = timedelta(days=7)
# No letters and digits that are mistaken for each other when dictated over the phone.
CODE_ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 8
_WORD = re.compile(r"[^\W\d_]+", re.UNICODE)
_NAME = re.compile(r"[^\W\d_]+(?:[ '’\-][^\W\d_]+)*\.?", re.UNICODE)
_CYRILLIC_TWINS = str.maketrans("АВСЕНКМРТХУЗ", "ABCEHKMPTXY3")

# One for each of Russia's eleven clocks, from west to east.
ZONES = (
    "Europe/Kaliningrad",
    "Europe/Moscow",
    "Europe/Samara",
    "Asia/Yekaterinburg",
    "Asia/Omsk",
    "Asia/Tomsk",
    "Asia/Irkutsk",
    "Asia/Yakutsk",
    "Asia/Vladivostok",
    "Asia/Magadan",
    "Asia/Kamchatka",
)

# Who may give which role. A leader of a district gives roles only there.
GRANTABLE: dict[Role, frozenset[Role]] = {
    Role.ADMIN: frozenset(
        {Role.ADMIN, Role.LEADER, Role.ACTIVIST, Role.SPECIALIST, Role.METHODOLOGIST}
    ),
    Role.LEADER: frozenset({Role.LEADER, Role.ACTIVIST, Role.FACILITATOR, Role.SPECIALIST}),
}
REGION_ONLY = frozenset({Role.ADMIN, Role.METHODOLOGIST})
# A self-help group is led by a parent, never by a professional (CL-T2.4).
NEVER_BOTH = {Role.FACILITATOR: Role.SPECIALIST, Role.SPECIALIST: Role.FACILITATOR}


def clean_name(text: str) -> str | None:
    """The name with its spaces put in order, or None if it does not look like one."""
    name = " ".join(text.split())
    return name if len(name) <= NAME_LIMIT and _NAME.fullmatch(name) else None


def name_tokens(*names: str | None) -> set[str]:
    """The words of a name as they are searched for: lower case, ё as е."""
    words: set[str] = set()
    for name in names:
        words.update(word.lower().replace("ё", "е") for word in _WORD.findall(name or ""))
    return words


def new_code() -> str:
    """A code that can be said aloud; about 40 bits."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))


def read_code(text: str) -> str:
    """A code as it was meant: any case, spaces or dashes, Cyrillic twins of Latin letters."""
    letters = re.sub(r"[\s\-–—.]", "", text.upper())
    return letters.translate(_CYRILLIC_TWINS)


def is_code(letters: str) -> bool:
    """Whether what was read could be a code at all."""
    return len(letters) == CODE_LENGTH and set(letters) <= set(CODE_ALPHABET)


def lies_beside(code: str, home: str, neighbours: Collection[str]) -> bool:
    """Whether a family of `home` may live at the border of this district.

    A region whose file says nothing of neighbours leaves it to the families.
    """
    return code != home and (not neighbours or code in neighbours)


def may_grant(actor: Actor, role: Role, district_id: int | None) -> bool:
    """Whether this actor may give or take the role for the district (None: the region)."""
    if role in REGION_ONLY and district_id is not None:
        return False
    if actor.system:
        return True
    return any(_reaches(grant, role, district_id) for grant in actor.grants)


def _reaches(grant: Grant, role: Role, district_id: int | None) -> bool:
    whole_region = grant.district_id is None
    return role in GRANTABLE.get(grant.role, frozenset()) and (
        whole_region or grant.district_id == district_id
    )
