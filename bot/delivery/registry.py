"""Which outbox template is told or done by whom: every code of the domain has its line here."""

from collections.abc import Mapping

from bot.delivery.parcel import Failing, Performer, Renderer
from bot.features.announcements import letters as announcement
from bot.features.announcements import notices as announcements_told
from bot.features.chats import notices as chats
from bot.features.chats import performing
from bot.features.consultations import group_notices as groups_told
from bot.features.consultations import meeting_notices as meetings_told
from bot.features.consultations import notices as consult
from bot.features.duty import notices as duty
from bot.features.events import after as events_after
from bot.features.events import notices as events
from bot.features.events import posts as event_posts
from bot.features.facilitating import in_chat as in_group_chat
from bot.features.facilitating import notices as facilitating
from bot.features.helping import leading, meetings
from bot.features.helping import notices as helping
from bot.features.joining import notices as joining
from bot.features.library import hints as article_hints
from bot.features.library import notices as library
from bot.features.moderation import card_notices as cards
from bot.features.moderation import notices as moderation
from bot.features.moderation import outcomes, returning, sweeping
from bot.features.moderation import performing as sanctions
from bot.features.organising import notices as organising
from bot.features.peers import notices as peers
from bot.features.profile import mail_letters
from bot.features.selfhelp import notices as groups
from bot.features.sos import notices as sos
from bot.features.talking import complaint_notices as complaints
from bot.features.talking import notices as talking
from bot.features.verification import notices as verification

RENDERERS: Mapping[str, Renderer] = {
    "announcement.copy": announcement.copy,
    "announcement.finished": announcements_told.finished,
    "announcement.week": announcements_told.week,
    "application.card": verification.card,
    "application.disputed": verification.disputed,
    "application.overdue": verification.overdue,
    "application.refused": joining.refused,
    "application.verified": joining.verified,
    "article.due": library.due,
    "article.published": library.published,
    "article.returned": library.returned,
    "article.to_publish": library.to_publish,
    "article.to_review": library.to_review,
    "article_hint.card": article_hints.card,
    "article_request.answered": library.answered,
    "article_request.asked": library.questions,
    "article_request.assigned": library.assigned,
    "article_request.declined": library.declined,
    "chats.banned_asks": chats.banned_asks,
    "chats.bind_ask": chats.bind_ask,
    "chats.lost": chats.lost,
    "chats.raid": chats.raid,
    "consultation.arrival": meetings_told.arrival,
    "consultation.booked": meetings_told.booked,
    "consultation.cancelled": meetings_told.cancelled,
    "consultation.clash": meetings.clash,
    "consultation.for_specialist": meetings.booked,
    "consultation.held_question": meetings.held_question,
    "consultation.moved": meetings_told.moved,
    "consultation.reminder": meetings_told.reminder,
    "consultation.soon": meetings.soon,
    "documents.changed": joining.documents_changed,
    "duty.begins": duty.begins,
    "duty.called_again": duty.called_again,
    "duty.called_off": sos.called_off,
    "duty.calling_further": sos.calling_further,
    "duty.came": sos.came,
    "duty.debrief": duty.debrief,
    "duty.debrief_wanted": duty.debrief_wanted,
    "duty.farewell": sos.farewell,
    "duty.gaps": duty.empty_halves,
    "duty.handed_on": sos.handed_on,
    "duty.heard": sos.heard,
    "duty.offered": duty.offered,
    "duty.planned": duty.planned,
    "duty.signal": duty.call,
    "duty.still_waiting": duty.still_waiting,
    "duty.taken_over": duty.taken_over,
    "duty.unplanned": duty.unplanned,
    "event.cancelled": events.cancelled,
    "event.changed": events.changed,
    "event.material": events_after.material,
    "event.moved": events.moved,
    "event.offer": events.offer,
    "event.offer_lapsed": events.offer_lapsed,
    "event.handed_over": organising.handed_over,
    "event.organiser_gone": organising.organiser_gone,
    "event.passed_on": events.passed_on,
    "event.post": event_posts.post,
    "event.reminder": events.reminder,
    "event.thanks": events_after.thanks,
    "event.who_came": organising.who_came,
    "event.word": events_after.word,
    "group.cancelled": groups_told.cancelled,
    "group.reminder": groups_told.reminder,
    "group.seat": groups_told.seat,
    "help.answer_owed": helping.answer_owed,
    "help.closed": consult.closed,
    "help.follow_up": consult.follow_up,
    "help.looking_on": consult.looking_on,
    "help.nobody_yet": leading.nobody_yet,
    "help.not_answered": leading.not_answered,
    "help.offered": helping.offered,
    "help.still_waiting": consult.still_waiting,
    "help.taken": consult.taken,
    "help.talk_opened": helping.talk_opened,
    "help.thanks": helping.thanks,
    "joining.greet": joining.greet,
    "joining.moderator_looks": joining.moderator_looks,
    "joining.not_open": joining.not_open,
    "joining.other_chat": joining.other_chat,
    "joining.waiting": joining.waiting,
    "leaving.done": joining.left,
    "mail.refused": mail_letters.refused,
    "moderation.appeal_answer": outcomes.appeal_answer,
    "moderation.appeal_card": cards.appeal_card,
    "moderation.appeal_reopened": outcomes.appeal_reopened,
    "moderation.card": cards.card,
    "moderation.hint": moderation.hint,
    "moderation.lapsed": moderation.lapsed,
    "moderation.lesson_doubt": cards.lesson_doubt,
    "moderation.overdue": cards.overdue,
    "moderation.put_right": outcomes.put_right,
    "moderation.report_answer": moderation.report_answer,
    "peers.asked": peers.asked,
    "peers.decide_soon": peers.decide_soon,
    "peers.faded": peers.faded,
    "peers.found": peers.found,
    "peers.gone": peers.gone,
    "peers.lapsed": peers.lapsed,
    "peers.nobody": peers.nobody,
    "peers.not_chosen": peers.not_chosen,
    "peers.opened": peers.opened,
    "relay.acknowledged": talking.acknowledged,
    "relay.closed": talking.closed,
    "relay.complained": complaints.complained,
    "relay.complaint_decided": complaints.decided,
    "relay.complaint_named": complaints.named,
    "relay.complaint_opened": complaints.opened,
    "relay.not_delivered": talking.not_delivered,
    "relay.reveal_asked": talking.reveal_asked,
    "relay.revealed": talking.revealed,
    "selfhelp.agreement_changed": groups.agreement_changed,
    "selfhelp.are_you_there": facilitating.are_you_there,
    "selfhelp.asks": groups.asks,
    "selfhelp.came": groups.came,
    "selfhelp.cancelled": groups.cancelled,
    "selfhelp.chat_lost": facilitating.chat_lost,
    "selfhelp.declined": facilitating.declined,
    "selfhelp.farewell": groups.farewell,
    "selfhelp.lead_offered": facilitating.lead_offered,
    "selfhelp.made_second": facilitating.made_second,
    "selfhelp.moved": groups.moved,
    "selfhelp.not_now": groups.not_now,
    "selfhelp.opened": facilitating.opened,
    "selfhelp.paused": groups.paused,
    "selfhelp.proposed": facilitating.proposed,
    "selfhelp.relieved": facilitating.relieved,
    "selfhelp.reminder": groups.reminder,
    "selfhelp.removed": groups.removed,
    "selfhelp.resumed": groups.resumed,
    "selfhelp.taken_over": facilitating.taken_over,
    "selfhelp.vacant": facilitating.vacant,
    "selfhelp.waiting": groups.waiting,
    "selfhelp.welcome": groups.welcome,
    "selfhelp.who_came": facilitating.who_came,
    "specialist.applied": leading.applied,
    "specialist.opened": helping.opened,
}
PERFORMERS: Mapping[str, Performer] = {
    "announcement.letter": announcement.tell,
    "announcement.pin": announcement.pin,
    "announcement.post": announcement.tell,
    "application.card_update": verification.update_cards,
    "article_hint.card_update": article_hints.update_card,
    "article_hint.reply": article_hints.reply,
    "chats.admit": performing.admit,
    "chats.decline": performing.decline,
    "chats.goodbye": in_group_chat.goodbye,
    "chats.remove": performing.remove,
    "duty.card_update": duty.update_card,
    "event.pin": event_posts.pin,
    "event.post_update": event_posts.post_update,
    "help.card_update": helping.update_card,
    "help.withdrawn": helping.withdrawn,
    "mail.code": mail_letters.code,
    "moderation.apply": sanctions.settle,
    "moderation.ban_channel": sanctions.ban_channel,
    "moderation.card_update": cards.update_card,
    "moderation.drop_copy": returning.drop_copy,
    "moderation.explain": moderation.explain,
    "moderation.lift": sanctions.settle,
    "moderation.restore": returning.restore,
    "moderation.storm": cards.storm,
    "moderation.sweep": sweeping.sweep,
    "moderation.unban_channel": sanctions.unban_channel,
    "moderation.withdraw": returning.withdraw,
    "peers.card_update": peers.update_card,
    "relay.edit": talking.edit,
    "relay.message": talking.message,
    "relay.withdraw": talking.withdraw,
    "selfhelp.chat_words": in_group_chat.words,
}
# What may come as a letter to whom the messenger cannot bring it (decision 016).
MAILABLE = frozenset(
    {
        "announcement.letter",
        "announcement.week",
        "event.cancelled",
        "event.changed",
        "event.moved",
        "event.reminder",
        "event.word",
    }
)
FAILING: Mapping[str, Failing] = {
    "duty.signal": duty.not_reached,
    "help.offered": helping.not_reached,
    "mail.code": mail_letters.not_sent,
    "peers.asked": peers.not_reached,
    "relay.message": talking.undelivered,
}
