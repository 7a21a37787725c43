"""What somebody from outside is shown who followed a link to something for families of the club."""

from bot.screen import Screen, button
from bot.texts import Texts
from community.membership.people.models import Person, Standing


def way_in(person: Person, texts: Texts, *, applicant: str, stranger: str) -> Screen:
    """The words for who waits to be recognised, or for who has not joined; and the way on."""
    menu = [button(texts("🏠 Menu"), "menu:open")]
    if person.standing is Standing.APPLICANT:
        return Screen(applicant, [menu])
    return Screen(stranger, [[button(texts("🤗 Join the club"), "join:start")], menu])
