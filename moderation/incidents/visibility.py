"""Which incidents an actor may know of at all; every query of them asks here."""

from sqlalchemy import ColumnElement, and_, false, or_, select, true

from community.chats.models import Chat, Purpose
from community.core.actor import Action, Actor
from community.membership.people.models import MessengerAccount
from moderation.incidents import closed
from moderation.incidents.models import Incident
from moderation.incidents.moderators import LEADERS_ACTION, require_moderator


def visible_to(actor: Actor, right: Action = Action.INCIDENT_VIEW) -> ColumnElement[bool]:
    """A condition on incidents joined with their chats; raises NotAllowed without the right.

    What is about a moderator is for leaders, and not for the one it is about. What was said in a
    group is for those who lead it, whatever the roles of others.
    """
    require_moderator(actor, right)
    if actor.system:
        return true()
    about_oneself = Incident.author_account_id.in_(
        select(MessengerAccount.id).where(MessengerAccount.person_id == actor.person_id)
    )
    of_others = or_(Incident.author_account_id.is_(None), ~about_oneself)
    left_to_them = and_(Incident.for_leaders, of_others)
    in_open_chats = and_(
        Chat.purpose.is_distinct_from(Purpose.GROUP),
        _covered(actor, right),
        or_(~Incident.for_leaders, and_(_covered(actor, LEADERS_ACTION), left_to_them)),
    )
    in_groups = and_(
        Chat.purpose == Purpose.GROUP,
        or_(
            and_(~Incident.for_leaders, closed.led_by(actor)),
            and_(_covered_groups(actor), left_to_them),
        ),
    )
    return or_(in_open_chats, in_groups)


def _covered(actor: Actor, right: Action) -> ColumnElement[bool]:
    reach = actor.reach(right)
    if reach is not None and reach.districts is None:
        return true()
    return Chat.district_id.in_(sorted(reach.districts or ()) if reach else [])


def _covered_groups(actor: Actor) -> ColumnElement[bool]:
    """Their chats have no district; the groups do."""
    reach = actor.reach(LEADERS_ACTION)
    if reach is None:
        return false()
    return true() if reach.districts is None else closed.in_districts(sorted(reach.districts))
