"""Who acts, and how far their rights reach: one table that code, tests and /privacy read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal

from community.core.errors import NotAllowed

Source = Literal["bot", "web", "cli", "job"]


class Role(StrEnum):
    PARENT = "parent"
    CANDIDATE = "candidate"
    ACTIVIST = "activist"
    FACILITATOR = "facilitator"
    SPECIALIST = "specialist"
    LEADER = "leader"
    OFFICER = "officer"
    METHODOLOGIST = "methodologist"
    ADMIN = "admin"


class Scope(StrEnum):
    """How far a role carries an action."""

    OWN = "own"  # only what is about oneself
    GRANTED = "granted"  # the district the role was given for, or the region where it has none
    REGIONAL = "regional"  # only when the role was given for the whole region


class Action(StrEnum):
    OWN_VIEW = "own.view"
    OWN_EXPORT = "own.export"
    OWN_WITHDRAW = "own.withdraw"
    OWN_MAIL = "own.mail"
    CHAT_JOIN = "chat.join"
    APPLICATION_VIEW = "application.view"
    APPLICATION_VOUCH = "application.vouch"
    APPLICATION_DECIDE = "application.decide"
    FAMILY_VIEW = "family.view"
    FAMILY_CHANGE = "family.change"
    FAMILY_MERGE = "family.merge"
    NAME_VIEW = "name.view"
    ROLE_VIEW = "role.view"
    ROLE_GRANT = "role.grant"
    INVITATION_VIEW = "invitation.view"
    INVITATION_CREATE = "invitation.create"
    CHAT_VIEW = "chat.view"
    CHAT_BIND = "chat.bind"
    RAID_END = "raid.end"
    INCIDENT_VIEW = "incident.view"
    INCIDENT_DECIDE = "incident.decide"
    INCIDENT_REPORT = "incident.report"
    LESSON_UNDO = "lesson.undo"
    SIGNAL_RAISE = "signal.raise"
    SIGNAL_VIEW = "signal.view"
    DUTY_SERVE = "duty.serve"
    DUTY_PLAN = "duty.plan"
    HELP_ASK = "help.ask"
    HELP_TAKE = "help.take"
    HELP_ROUTE = "help.route"
    EVENT_VISIT = "event.visit"
    EVENT_MANAGE = "event.manage"
    EVENT_FIGURES = "event.figures"
    ANNOUNCEMENT_SEND = "announcement.send"
    GROUP_JOIN = "group.join"
    GROUP_LEAD = "group.lead"
    GROUP_MANAGE = "group.manage"
    PEER_ASK = "peer.ask"
    PEER_FIGURES = "peer.figures"
    ARTICLE_WRITE = "article.write"
    ARTICLE_PUBLISH = "article.publish"
    SPECIALIST_VIEW = "specialist.view"
    SPECIALIST_MANAGE = "specialist.manage"
    COMPLAINT_VIEW = "complaint.view"
    COMPLAINT_OPEN = "complaint.open"
    CHAT_RULES_EDIT = "chat_rules.edit"
    AUDIT_VIEW = "audit.view"
    DOCUMENT_EDIT = "document.edit"
    DISTRICT_EDIT = "district.edit"
    HEALTH_VIEW = "health.view"
    SITE_SIGN_IN = "site.sign_in"


_EVERYONE_OWN = dict.fromkeys(Role, Scope.OWN)
_PARENTS_OWN = dict.fromkeys((Role.PARENT, Role.ACTIVIST, Role.FACILITATOR, Role.LEADER), Scope.OWN)

PERMISSIONS: Mapping[Action, Mapping[Role, Scope]] = {
    Action.OWN_VIEW: _EVERYONE_OWN,
    Action.OWN_EXPORT: _EVERYONE_OWN,
    Action.OWN_WITHDRAW: _EVERYONE_OWN,
    Action.OWN_MAIL: _EVERYONE_OWN,
    Action.CHAT_JOIN: {Role.PARENT: Scope.OWN, Role.ACTIVIST: Scope.OWN, Role.LEADER: Scope.OWN},
    Action.APPLICATION_VIEW: {Role.ACTIVIST: Scope.GRANTED, Role.LEADER: Scope.GRANTED},
    Action.APPLICATION_VOUCH: {Role.ACTIVIST: Scope.GRANTED, Role.LEADER: Scope.GRANTED},
    Action.APPLICATION_DECIDE: {Role.LEADER: Scope.GRANTED},
    Action.FAMILY_VIEW: {Role.LEADER: Scope.GRANTED},
    Action.FAMILY_CHANGE: {Role.LEADER: Scope.GRANTED},
    Action.FAMILY_MERGE: {Role.LEADER: Scope.GRANTED},
    Action.NAME_VIEW: {Role.LEADER: Scope.GRANTED},
    Action.ROLE_VIEW: {Role.LEADER: Scope.GRANTED, Role.ADMIN: Scope.REGIONAL},
    Action.ROLE_GRANT: {Role.LEADER: Scope.GRANTED, Role.ADMIN: Scope.REGIONAL},
    Action.INVITATION_VIEW: {Role.LEADER: Scope.GRANTED},
    Action.INVITATION_CREATE: {Role.LEADER: Scope.GRANTED},
    Action.CHAT_VIEW: {
        Role.ACTIVIST: Scope.GRANTED,
        Role.LEADER: Scope.GRANTED,
        Role.ADMIN: Scope.REGIONAL,
    },
    Action.CHAT_BIND: {Role.LEADER: Scope.GRANTED, Role.ADMIN: Scope.REGIONAL},
    Action.RAID_END: {Role.ACTIVIST: Scope.GRANTED, Role.LEADER: Scope.GRANTED},
    Action.INCIDENT_VIEW: {Role.ACTIVIST: Scope.GRANTED, Role.LEADER: Scope.GRANTED},
    Action.INCIDENT_DECIDE: {Role.ACTIVIST: Scope.GRANTED, Role.LEADER: Scope.GRANTED},
    Action.INCIDENT_REPORT: {
        Role.PARENT: Scope.OWN,
        Role.ACTIVIST: Scope.OWN,
        Role.LEADER: Scope.OWN,
    },
    Action.LESSON_UNDO: {Role.ACTIVIST: Scope.GRANTED, Role.LEADER: Scope.GRANTED},
    Action.SIGNAL_RAISE: _EVERYONE_OWN,
    Action.SIGNAL_VIEW: {Role.ACTIVIST: Scope.GRANTED, Role.LEADER: Scope.GRANTED},
    Action.DUTY_SERVE: {Role.ACTIVIST: Scope.GRANTED, Role.LEADER: Scope.GRANTED},
    Action.DUTY_PLAN: {Role.LEADER: Scope.GRANTED},
    Action.HELP_ASK: dict.fromkeys(
        (Role.PARENT, Role.CANDIDATE, Role.ACTIVIST, Role.FACILITATOR, Role.LEADER), Scope.OWN
    ),
    Action.HELP_TAKE: {Role.SPECIALIST: Scope.GRANTED},
    Action.HELP_ROUTE: {Role.LEADER: Scope.GRANTED},
    Action.EVENT_VISIT: dict.fromkeys(
        (
            Role.PARENT,
            Role.CANDIDATE,
            Role.ACTIVIST,
            Role.FACILITATOR,
            Role.SPECIALIST,
            Role.LEADER,
        ),
        Scope.OWN,
    ),
    Action.EVENT_MANAGE: {Role.ACTIVIST: Scope.GRANTED, Role.LEADER: Scope.GRANTED},
    # Counts alone: no names, no words.
    Action.EVENT_FIGURES: {Role.LEADER: Scope.GRANTED},
    Action.ANNOUNCEMENT_SEND: {Role.LEADER: Scope.GRANTED},
    # Who is in a group, and what is said there, no right opens: only being in it (CL-T2.4).
    Action.GROUP_JOIN: _PARENTS_OWN,
    Action.GROUP_LEAD: {Role.FACILITATOR: Scope.OWN},
    Action.GROUP_MANAGE: {Role.LEADER: Scope.GRANTED},
    # Who asked whom, and about what, no right opens: only both of them together.
    Action.PEER_ASK: _PARENTS_OWN,
    Action.PEER_FIGURES: {Role.LEADER: Scope.GRANTED},
    # Articles are for everybody who opens the bot: they are about nobody.
    Action.ARTICLE_WRITE: {
        Role.ACTIVIST: Scope.REGIONAL,
        Role.SPECIALIST: Scope.GRANTED,
        Role.LEADER: Scope.GRANTED,
    },
    Action.ARTICLE_PUBLISH: {Role.LEADER: Scope.REGIONAL},
    Action.SPECIALIST_VIEW: {Role.LEADER: Scope.GRANTED},
    Action.SPECIALIST_MANAGE: {Role.LEADER: Scope.REGIONAL},
    # Two who are named read together; a leader proposes them. Never a methodologist.
    Action.COMPLAINT_VIEW: {Role.ACTIVIST: Scope.REGIONAL, Role.LEADER: Scope.REGIONAL},
    Action.COMPLAINT_OPEN: {Role.LEADER: Scope.REGIONAL},
    Action.CHAT_RULES_EDIT: {Role.LEADER: Scope.GRANTED},
    Action.AUDIT_VIEW: {Role.LEADER: Scope.GRANTED, Role.ADMIN: Scope.REGIONAL},
    Action.DOCUMENT_EDIT: {Role.LEADER: Scope.REGIONAL},
    Action.DISTRICT_EDIT: {Role.LEADER: Scope.REGIONAL, Role.ADMIN: Scope.REGIONAL},
    Action.HEALTH_VIEW: {Role.LEADER: Scope.GRANTED, Role.ADMIN: Scope.REGIONAL},
    Action.SITE_SIGN_IN: {
        Role.SPECIALIST: Scope.GRANTED,
        Role.ACTIVIST: Scope.REGIONAL,
        Role.LEADER: Scope.GRANTED,
        Role.ADMIN: Scope.REGIONAL,
    },
}


class Detail(StrEnum):
    """A kind of thing the club knows about a person, as /privacy lists it."""

    NAME = "name"
    DISTRICT = "district"
    FAMILY_NUMBER = "family_number"
    ABOUT = "about"  # what she wrote about herself when she asked to join
    FAMILY_LINK = "family_link"  # who is in one family
    CHATS = "chats"
    MESSAGES = "messages"  # one that was held, removed or reported, while its text is kept
    SANCTIONS = "sanctions"
    SIGNALS = "signals"  # that she called for help, and what she wrote to it
    REQUESTS = "requests"  # what she asked of a specialist: whoever is asked reads it
    GROUPS = "groups"  # self-help groups one is in: known inside them alone
    SITUATIONS = "situations"  # what she has been through and may be asked about
    CONVERSATIONS = "conversations"  # what she wrote through the bot, where somebody complained
    SIGN_UPS = "sign_ups"  # who comes to an event with her, special needs, answers
    READING = "reading"  # articles she keeps, her word on them, what she asks for
    EMAIL = "email"  # where letters go while the bot is blocked
    CONSENTS = "consents"
    ROLES = "roles"


REVEALS: Mapping[Action, frozenset[Detail]] = {
    Action.OWN_VIEW: frozenset(Detail),
    Action.OWN_EXPORT: frozenset(Detail),
    Action.APPLICATION_VIEW: frozenset({Detail.NAME, Detail.DISTRICT, Detail.ABOUT}),
    Action.FAMILY_VIEW: frozenset(
        {Detail.DISTRICT, Detail.FAMILY_NUMBER, Detail.FAMILY_LINK, Detail.CONSENTS}
    ),
    Action.NAME_VIEW: frozenset({Detail.NAME}),
    Action.ROLE_VIEW: frozenset({Detail.ROLES}),
    Action.INCIDENT_VIEW: frozenset({Detail.NAME, Detail.MESSAGES, Detail.SANCTIONS}),
    Action.SIGNAL_VIEW: frozenset({Detail.NAME, Detail.DISTRICT, Detail.SIGNALS}),
    Action.COMPLAINT_VIEW: frozenset({Detail.CONVERSATIONS}),
    Action.HELP_TAKE: frozenset({Detail.REQUESTS}),
    Action.EVENT_MANAGE: frozenset({Detail.NAME, Detail.SIGN_UPS}),
}


def who_sees(detail: Detail) -> dict[Role, Scope]:
    """Which roles see this detail of somebody, and how far; one's own view is left out."""
    return {
        role: scope
        for action, details in REVEALS.items()
        if detail in details
        for role, scope in PERMISSIONS[action].items()
        if scope is not Scope.OWN
    }


@dataclass(frozen=True)
class Grant:
    """A role, for one district or (None) the whole region, until a moment or for good."""

    role: Role
    district_id: int | None = None
    expires_at: datetime | None = None


@dataclass(frozen=True)
class Reach:
    """How far one action reaches: `districts` None means the whole region."""

    districts: frozenset[int] | None

    def covers(self, district_id: int | None) -> bool:
        return self.districts is None or district_id in self.districts


@dataclass(frozen=True)
class Actor:
    """Somebody, or the system itself, acting through one of the edges."""

    person_id: int | None
    source: Source
    grants: tuple[Grant, ...] = ()
    system: bool = False

    @property
    def leading_role(self) -> str | None:
        """The strongest role held, for the log."""
        order = (Role.ADMIN, Role.LEADER, Role.ACTIVIST)
        held = {grant.role for grant in self.grants}
        leading = next((role for role in order if role in held), None)
        return leading or (min(held) if held else None)

    def has_role(self, role: Role) -> bool:
        return any(grant.role is role for grant in self.grants)

    def reach(self, action: Action) -> Reach | None:
        """How far this actor may carry the action beyond oneself; None: not at all."""
        if self.system:
            return Reach(None)
        scopes = PERMISSIONS[action]
        districts: set[int] = set()
        for grant in self.grants:
            scope = scopes.get(grant.role)
            if scope in (Scope.GRANTED, Scope.REGIONAL) and grant.district_id is None:
                return Reach(None)
            if scope is Scope.GRANTED and grant.district_id is not None:
                districts.add(grant.district_id)
        return Reach(frozenset(districts)) if districts else None

    def require(self, action: Action) -> Reach:
        """The same, raising NotAllowed where there is none."""
        reach = self.reach(action)
        if reach is None:
            raise NotAllowed(action=action.value)
        return reach

    def require_own(self, action: Action) -> int:
        """The id of the acting person, who may do this about themselves."""
        if self.person_id is None:
            raise NotAllowed(action=action.value)
        return self.person_id

    def require_for_oneself(self, action: Action) -> int:
        """The same for what only people of certain roles may do about themselves."""
        if self.person_id is None or not self.may_for_oneself(action):
            raise NotAllowed(action=action.value)
        return self.person_id

    def may_for_oneself(self, action: Action) -> bool:
        return any(self.has_role(role) for role in PERMISSIONS[action])

    def may(self, action: Action, district_id: int | None = None) -> bool:
        reach = self.reach(action)
        return reach is not None and reach.covers(district_id)

    def may_at_all(self, action: Action) -> bool:
        return self.reach(action) is not None


def system_actor(source: Source = "job") -> Actor:
    """The club itself: scheduled work, installation commands."""
    return Actor(person_id=None, source=source, system=True)
