"""Which outbox template is told or done by whom: every code of the domain has its line here."""

from collections.abc import Mapping

from bot.delivery.parcel import Failing, Performer, Renderer
from bot.features.chats import notices as chats
from bot.features.chats import performing
from bot.features.duty import notices as duty
from bot.features.joining import notices as joining
from bot.features.moderation import card_notices as cards
from bot.features.moderation import notices as moderation
from bot.features.moderation import outcomes, returning, sweeping
from bot.features.moderation import performing as sanctions
from bot.features.talking import notices as talking
from bot.features.verification import notices as verification

RENDERERS: Mapping[str, Renderer] = {
    "application.card": verification.card,
    "application.disputed": verification.disputed,
    "application.overdue": verification.overdue,
    "application.verified": joining.verified,
    "application.refused": joining.refused,
    "chats.banned_asks": chats.banned_asks,
    "chats.bind_ask": chats.bind_ask,
    "chats.lost": chats.lost,
    "chats.raid": chats.raid,
    "documents.changed": joining.documents_changed,
    "duty.begins": duty.begins,
    "duty.called_again": duty.called_again,
    "duty.came": duty.came,
    "duty.debrief": duty.debrief,
    "duty.debrief_wanted": duty.debrief_wanted,
    "duty.farewell": duty.farewell,
    "duty.gaps": duty.empty_halves,
    "duty.handed_on": duty.handed_on,
    "duty.heard": duty.heard,
    "duty.offered": duty.offered,
    "duty.planned": duty.planned,
    "duty.signal": duty.call,
    "duty.still_waiting": duty.still_waiting,
    "duty.taken_over": duty.taken_over,
    "duty.unplanned": duty.unplanned,
    "joining.greet": joining.greet,
    "joining.moderator_looks": joining.moderator_looks,
    "joining.not_open": joining.not_open,
    "joining.other_chat": joining.other_chat,
    "joining.waiting": joining.waiting,
    "leaving.done": joining.left,
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
    "relay.closed": talking.closed,
    "relay.not_delivered": talking.not_delivered,
    "relay.reveal_asked": talking.reveal_asked,
    "relay.revealed": talking.revealed,
}
PERFORMERS: Mapping[str, Performer] = {
    "application.card_update": verification.update_cards,
    "chats.admit": performing.admit,
    "chats.decline": performing.decline,
    "chats.remove": performing.remove,
    "duty.card_update": duty.update_card,
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
    "relay.edit": talking.edit,
    "relay.message": talking.message,
    "relay.withdraw": talking.withdraw,
}
FAILING: Mapping[str, Failing] = {
    "relay.message": talking.undelivered,
}
