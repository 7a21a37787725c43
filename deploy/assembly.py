"""The one place where the parts are put together."""

from community.chats import joining
from community.core.db import Database
from community.membership.people.facts import PersonAdmitted, PersonLeft, RolesChanged


def wire_facts(database: Database) -> None:
    """Who hears of what: the chats follow the membership."""
    database.facts.subscribe(PersonAdmitted, joining.on_admitted)
    database.facts.subscribe(PersonLeft, joining.on_left)
    database.facts.subscribe(RolesChanged, joining.on_roles_changed)
