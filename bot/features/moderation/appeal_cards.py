"""An appeal, with the incident it is about, for a moderator who did not decide it."""

from markupsafe import Markup

from bot.features.moderation.card_buttons import queue_row
from bot.features.moderation.cards import card_blocks
from bot.screen import Row, Screen, button
from bot.texts import Texts
from moderation.incidents.cards import Card
from moderation.incidents.kinds import AppealState, Topic


def appeal_screen(card: Card, texts: Texts, *, in_private: bool = False) -> Screen:
    """The author's words first; then the card as it stands."""
    appeal = card.appeal
    assert appeal is not None
    lines = [texts("🙋 <b>An author disagrees</b>")]
    if appeal.words:
        lines.append(Markup("<blockquote>{}</blockquote>").format(appeal.words))
    else:
        lines.append(texts("They wrote no words to it."))
    lines += card_blocks(card, texts)
    rows: list[Row] = []
    if appeal.state is AppealState.OPEN:
        lines.append(texts("Whoever decided it leaves this to somebody else."))
        rows = [
            [button(_right(card, texts), f"apl:{appeal.id}:grant")],
            [button(texts("✅ It stays as it is"), f"apl:{appeal.id}:refuse")],
            [button(texts("❓ Why?"), f"inc:{card.incident.id}:why")],
        ]
    return Screen("\n\n".join(lines), [*rows, queue_row(texts)] if in_private else rows)


def _right(card: Card, texts: Texts) -> str:
    """Personal data are kept nowhere: there would be nothing to put back."""
    if card.incident.topic is Topic.PERSONAL_DATA:
        return texts("🙂 The author is right")
    return texts("↩️ The author is right, put back")
