"""Which role opens which route of the site, and what fills in its address and form."""

from dataclasses import dataclass

LEADER, LOCAL, ADMIN = "leader", "district leader", "admin"
INSIDE = (LEADER, LOCAL, ADMIN)


@dataclass(frozen=True)
class Rule:
    """Who opens a route. `local` says what a district leader meets in the other district."""

    roles: tuple[str, ...]
    local: bool = False  # the address names something of one district


LEADERS = Rule((LEADER, LOCAL))
LEADERS_WITHIN = Rule((LEADER, LOCAL), local=True)
EVERYONE_INSIDE = Rule(INSIDE)
KEEPERS = Rule((LEADER, LOCAL, ADMIN), local=True)
REGION = Rule((LEADER, ADMIN))
EDITOR = Rule((LEADER,))

RULES = {
    "GET /": EVERYONE_INSIDE,
    "POST /logout": EVERYONE_INSIDE,
    "GET /second-factor": EVERYONE_INSIDE,
    "GET /second-factor/qr.svg": EVERYONE_INSIDE,
    "POST /second-factor": EVERYONE_INSIDE,
    "GET /families": LEADERS,
    "POST /families": LEADERS,
    "GET /families/applications/{application_id}": LEADERS_WITHIN,
    "POST /families/applications/{application_id}/word": LEADERS_WITHIN,
    "POST /families/applications/{application_id}/decision": LEADERS_WITHIN,
    "GET /families/{family_id}": LEADERS_WITHIN,
    "GET /families/{family_id}/names": LEADERS_WITHIN,
    "POST /families/{family_id}/names": LEADERS_WITHIN,
    "GET /families/{family_id}/merge": LEADERS_WITHIN,
    "POST /families/{family_id}/merge": LEADERS_WITHIN,
    "GET /people/{person_id}/roles": KEEPERS,
    "POST /people/{person_id}/roles": KEEPERS,
    "POST /people/{person_id}/roles/{grant_id}/take": KEEPERS,
    "GET /invitations": LEADERS,
    "GET /invitations/new": LEADERS,
    "POST /invitations/new": LEADERS_WITHIN,
    "GET /invitations/{batch_id}/revoke": LEADERS_WITHIN,
    "POST /invitations/{batch_id}/revoke": LEADERS_WITHIN,
    "GET /invitations/{batch_id}/print": LEADERS_WITHIN,
    "GET /invitations/{batch_id}/codes/{invitation_id}.svg": LEADERS_WITHIN,
    "GET /chats": EVERYONE_INSIDE,
    "GET /chats/{chat_id}": KEEPERS,
    "POST /chats/{chat_id}/bind": KEEPERS,
    "POST /chats/{chat_id}/raid": LEADERS_WITHIN,
    "POST /chats/{chat_id}/requests/{request_id}": LEADERS_WITHIN,
    "GET /moderation": LEADERS,
    "GET /moderation/incidents/{incident_id}": LEADERS_WITHIN,
    "POST /moderation/incidents/{incident_id}/take": LEADERS_WITHIN,
    "POST /moderation/incidents/{incident_id}/decision": LEADERS_WITHIN,
    "POST /moderation/incidents/{incident_id}/undo": LEADERS_WITHIN,
    "GET /moderation/history": LEADERS,
    "GET /moderation/people": LEADERS,
    "POST /moderation/people/sanctions/{sanction_id}/lift": LEADERS_WITHIN,
    "POST /moderation/people/sanctions/{sanction_id}/lift-all": LEADERS_WITHIN,
    "GET /moderation/appeals": LEADERS,
    "GET /moderation/appeals/{appeal_id}": LEADERS_WITHIN,
    "POST /moderation/appeals/{appeal_id}": LEADERS_WITHIN,
    "GET /moderation/lessons": LEADERS,
    "POST /moderation/lessons/{lesson_id}/confirm": LEADERS_WITHIN,
    "POST /moderation/lessons/{lesson_id}/undo": LEADERS_WITHIN,
    "GET /moderation/rules": LEADERS,
    "POST /moderation/rules": EDITOR,
    "POST /moderation/rules/try": LEADERS,
    "GET /moderation/rules/{chat_id}": LEADERS_WITHIN,
    "POST /moderation/rules/{chat_id}": LEADERS_WITHIN,
    "POST /moderation/rules/{chat_id}/try": LEADERS_WITHIN,
    "GET /moderation/quality": LEADERS,
    "GET /duty": LEADERS,
    "GET /duty/plan": LEADERS_WITHIN,
    "POST /duty/plan": LEADERS_WITHIN,
    "POST /duty/clear": LEADERS_WITHIN,
    "GET /duty/signals": LEADERS,
    "GET /audit": EVERYONE_INSIDE,
    "GET /settings": EVERYONE_INSIDE,
    "GET /settings/roles": EVERYONE_INSIDE,
    "GET /settings/options": REGION,
    "POST /settings/options": REGION,
    "GET /settings/documents": EDITOR,
    "GET /settings/documents/{code}": EDITOR,
    "POST /settings/documents/{code}": EDITOR,
    "GET /settings/documents/{code}/versions/{number}": EDITOR,
    "GET /settings/districts": REGION,
    "GET /settings/districts/{district_id}": REGION,
    "POST /settings/districts/{district_id}": REGION,
    "GET /settings/me": EVERYONE_INSIDE,
    "POST /settings/me/sessions/{session_id}/close": EVERYONE_INSIDE,
}
# Open without log-in by their nature; each has tests of its own.
OPEN = {"GET /healthz", "GET /metrics", "GET /login/{token}"}
FORMS: dict[str, dict[str, str]] = {
    "word": {"verdict": "yes", "reason": "сосед"},
    "decision": {"verdict": "yes", "decision": "warn"},
    "names": {"reason": "звоню"},
    "merge": {"reason": "одна семья"},
    "roles": {"role": "activist"},
    "bind": {"purpose": "district"},
    "raid": {"strangers": "lead"},
    "requests": {"answer": "admit"},
    "new": {"handed_to": "Опека", "count": "1", "days": "1"},
    "second-factor": {"code": "000000"},
    "appeals": {"answer": "grant"},
    "plan": {"day": "2026-03-18", "half": "night"},
    "clear": {"day": "2026-03-17", "half": "night"},
    "try": {"text": "Доброе утро", "standing": "member"},
}
QUERIES = {
    "/families/{family_id}/merge": "?number={number}",
    "/duty/plan": "?day=2026-03-17&half=night&district={district_id}",
}
ENDERS = {"POST /logout", "POST /settings/me/sessions/{session_id}/close"}
# A form that is understood but refused is an answer too: the door was open.
ANSWERED = {200, 303, 409, 422}
