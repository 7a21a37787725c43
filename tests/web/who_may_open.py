"""Which role opens which route of the site, and what fills in its address and form."""

from dataclasses import dataclass

LEADER, LOCAL, ADMIN, HELPER = "leader", "district leader", "admin", "specialist"
STAFF = (LEADER, LOCAL, ADMIN)
INSIDE = (*STAFF, HELPER)


@dataclass(frozen=True)
class Rule:
    """Who opens a route, and who meets nothing at the address of somebody else's."""

    roles: tuple[str, ...]
    local: bool = False  # the address names something of one district
    own: bool = False  # the address names something of one specialist

    def closes_foreign(self, role: str) -> bool:
        return (self.local and role == LOCAL) or (self.own and role == HELPER)


LEADERS = Rule((LEADER, LOCAL))
LEADERS_WITHIN = Rule((LEADER, LOCAL), local=True)
EVERYONE_INSIDE = Rule(INSIDE)
EVERY_KEEPER = Rule(STAFF)
HELPERS = Rule((HELPER,))
HELPERS_OWN = Rule((HELPER,), own=True)
CARD = Rule((LEADER, LOCAL, HELPER), own=True)
CARD_KEEPERS = Rule((LEADER, HELPER), own=True)
KEEPERS = Rule((LEADER, LOCAL, ADMIN), local=True)
REGION = Rule((LEADER, ADMIN))
EDITOR = Rule((LEADER,))
NOBODY = Rule(())

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
    "POST /families/{family_id}/borders": LEADERS_WITHIN,
    "POST /families/{family_id}/borders/{neighbour_id}/drop": LEADERS_WITHIN,
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
    "GET /chats": EVERY_KEEPER,
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
    "GET /help-requests": LEADERS,
    "GET /help-requests/figures": LEADERS,
    "GET /help-requests/mine": HELPERS,
    "GET /help-requests/mine/{request_id}": HELPERS_OWN,
    "POST /help-requests/mine/{request_id}/accept": HELPERS_OWN,
    "POST /help-requests/mine/{request_id}/decline": HELPERS_OWN,
    "POST /help-requests/mine/{request_id}/hand-on": HELPERS_OWN,
    "POST /help-requests/mine/{request_id}/outcome": HELPERS_OWN,
    "GET /help-requests/complaints": EDITOR,
    "GET /help-requests/complaints/{complaint_id}": EDITOR,
    "POST /help-requests/complaints/{complaint_id}/readers": EDITOR,
    # Whoever is not named has no part in these, whatever their role (test_complaints).
    "GET /help-requests/complaints/{complaint_id}/transcript": NOBODY,
    "POST /help-requests/complaints/{complaint_id}/consent": NOBODY,
    "POST /help-requests/complaints/{complaint_id}/decision": NOBODY,
    "GET /talks": EVERYONE_INSIDE,
    "GET /talks/{talk_id}": HELPERS_OWN,
    "POST /talks/{talk_id}/say": HELPERS_OWN,
    "POST /talks/{talk_id}/messages/{message_id}/back": HELPERS_OWN,
    "POST /talks/{talk_id}/reveal": HELPERS_OWN,
    "GET /talks/{talk_id}/complaint": HELPERS_OWN,
    "POST /talks/{talk_id}/complaint": HELPERS_OWN,
    "GET /help-requests/{request_id}": LEADERS_WITHIN,
    "POST /help-requests/{request_id}/close": LEADERS_WITHIN,
    "POST /help-requests/{request_id}/give": LEADERS_WITHIN,
    "POST /help-requests/{request_id}/look": LEADERS_WITHIN,
    "GET /specialists": LEADERS,
    "GET /specialists/new": EDITOR,
    "POST /specialists/new": EDITOR,
    "GET /specialists/{candidate_id}/invitation.svg": EDITOR,
    "GET /specialists/specialities": LEADERS,
    "POST /specialists/specialities": EDITOR,
    "GET /specialists/me": HELPERS,
    "POST /specialists/me/calendar-address": HELPERS,
    "GET /specialists/{specialist_id}": CARD,
    "POST /specialists/{specialist_id}/documents": EDITOR,
    "POST /specialists/{specialist_id}/interview": EDITOR,
    "POST /specialists/{specialist_id}/activate": EDITOR,
    "POST /specialists/{specialist_id}/trainings": EDITOR,
    "POST /specialists/{specialist_id}/pause": CARD_KEEPERS,
    "POST /specialists/{specialist_id}/resume": CARD_KEEPERS,
    "GET /specialists/{specialist_id}/leave": CARD_KEEPERS,
    "POST /specialists/{specialist_id}/leave": CARD_KEEPERS,
    "GET /specialists/{specialist_id}/profile": CARD_KEEPERS,
    "POST /specialists/{specialist_id}/profile": CARD_KEEPERS,
    "GET /specialists/{specialist_id}/hours": CARD,
    "POST /specialists/{specialist_id}/hours/week": CARD_KEEPERS,
    "POST /specialists/{specialist_id}/hours/week/{hours_id}/drop": CARD_KEEPERS,
    "POST /specialists/{specialist_id}/hours/days": CARD_KEEPERS,
    "POST /specialists/{specialist_id}/hours/days/drop": CARD_KEEPERS,
    "POST /specialists/{specialist_id}/hours/off": CARD_KEEPERS,
    "POST /specialists/{specialist_id}/hours/off/{time_off_id}/back": CARD_KEEPERS,
    "GET /specialists/{specialist_id}/calendar": CARD,
    "GET /specialists/{specialist_id}/groups/new": CARD_KEEPERS,
    "POST /specialists/{specialist_id}/groups/new": CARD_KEEPERS,
    "GET /specialists/{specialist_id}/groups/{group_id}/cancel": CARD_KEEPERS,
    "POST /specialists/{specialist_id}/groups/{group_id}/cancel": CARD_KEEPERS,
    "GET /announcements": LEADERS,
    "GET /announcements/new": LEADERS,
    "POST /announcements/new": LEADERS,
    "GET /announcements/pictures/{picture_id}": LEADERS_WITHIN,
    "GET /announcements/{announcement_id}": LEADERS_WITHIN,
    "GET /announcements/{announcement_id}/edit": LEADERS_WITHIN,
    "POST /announcements/{announcement_id}/edit": LEADERS_WITHIN,
    "POST /announcements/{announcement_id}/preview": LEADERS_WITHIN,
    "GET /announcements/{announcement_id}/send": LEADERS_WITHIN,
    "POST /announcements/{announcement_id}/send": LEADERS_WITHIN,
    "POST /announcements/{announcement_id}/take-back": LEADERS_WITHIN,
    "POST /announcements/{announcement_id}/pause": LEADERS_WITHIN,
    "POST /announcements/{announcement_id}/resume": LEADERS_WITHIN,
    "GET /announcements/{announcement_id}/cancel": LEADERS_WITHIN,
    "POST /announcements/{announcement_id}/cancel": LEADERS_WITHIN,
    "GET /audit": EVERY_KEEPER,
    "GET /settings": EVERYONE_INSIDE,
    "GET /settings/roles": EVERY_KEEPER,
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
OPEN = {"GET /healthz", "GET /metrics", "GET /login/{token}", "GET /calendar/{secret}.ics"}
FORMS: dict[str, dict[str, str]] = {
    "send": {"when": "now"},
    "word": {"verdict": "yes", "reason": "сосед"},
    "decision": {"verdict": "yes", "decision": "warn", "outcome": "no_ground"},
    "names": {"reason": "звоню"},
    "merge": {"reason": "одна семья"},
    "roles": {"role": "activist"},
    "bind": {"purpose": "district"},
    "raid": {"strangers": "lead"},
    "requests": {"answer": "admit"},
    "new": {
        "handed_to": "Опека",
        "count": "1",
        "days": "1",
        "alias": "Нина",
        "title": "Сбор",
        "body": "Скоро встреча",
        "role_parents": "on",
        "step": "save",
    },
    "edit": {"title": "Сбор", "body": "Скоро встреча", "role_parents": "on", "step": "save"},
    "outcome": {"outcome": "helped"},
    "close": {"outcome": "helped"},
    "week": {"weekday_5": "on", "begins": "10:00", "ends": "12:00"},
    "days": {"day": "2026-03-21", "begins": "10:00", "ends": "12:00"},
    "drop": {"day": "2026-03-21"},
    "say": {"words": "Доброе утро", "once": "1"},
    "complaint": {"words": "Грубит"},
    "off": {"first_off_day": "2026-03-28", "last_off_day": "2026-03-28"},
    "trainings": {"title": "Курс", "hours": "16", "held_on": "2026-03-01"},
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
ENDERS = {
    "POST /logout",
    "POST /settings/me/sessions/{session_id}/close",
    "POST /specialists/{specialist_id}/leave",
}
# A form that is understood but refused is an answer too: the door was open.
ANSWERED = {200, 303, 409, 422}
