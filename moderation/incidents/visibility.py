"""Which incidents an actor may know of at all; every query of them asks here."""

from sqlalchemy import ColumnElement, and_, or_, select, true

from community.chats.models import Chat
from community.core.actor import Action, Actor
from community.membership.people.models import MessengerAccount
from moderation.incidents.models import Incident
from moderation.incidents.moderators import LEADERS_ACTION


def visible_to(actor: Actor, right: Action = Action.INCIDENT_VIEW) -> ColumnElement[bool]:
    """A condition on incidents joined with their chats; raises NotAllowed without the right.

    What is about a moderator is for leaders, and not for the one it is about.
    """
    actor.require(right)
    about_oneself = Incident.author_account_id.in_(
        select(MessengerAccount.id).where(MessengerAccount.person_id == actor.person_id)
    )
    of_others = or_(Incident.author_account_id.is_(None), ~about_oneself)
    for_this_actor = or_(~Incident.for_leaders, and_(_covered(actor, LEADERS_ACTION), of_others))
    return and_(_covered(actor, right), for_this_actor)


def _covered(actor: Actor, right: Action) -> ColumnElement[bool]:
    reach = actor.reach(right)
    if reach is not None and reach.districts is None:
        return true()
    return Chat.district_id.in_(sorted(reach.districts or ()) if reach else [])
