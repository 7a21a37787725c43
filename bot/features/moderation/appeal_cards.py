"""An appeal, with the incident it is about, for a moderator who did not decide it."""

from markupsafe import Markup

from bot.features.moderation.cards import card_blocks
from bot.screen import Screen, button
from bot.texts import Texts
from moderation.incidents.cards import Card
from moderation.incidents.kinds import AppealState
from moderation.incidents.models import Appeal


def appeal_screen(card: Card, appeal: Appeal, texts: Texts) -> Screen:
    """The author's words first; then the card as it stands."""
    lines = [texts("🙋 <b>An author disagrees</b>")]
    if appeal.words:
        lines.append(Markup("<blockquote>{}</blockquote>").format(appeal.words))
    else:
        lines.append(texts("They wrote no words to it."))
    lines += card_blocks(card, texts)
    if appeal.state is not AppealState.OPEN:
        return Screen("\n\n".join(lines))
    lines.append(texts("Whoever decided it leaves this to somebody else."))
    return Screen(
        "\n\n".join(lines),
        [
            [button(texts("↩️ The author is right, put back"), f"apl:{appeal.id}:grant")],
            [button(texts("✅ It stays as it is"), f"apl:{appeal.id}:refuse")],
            [button(texts("❓ Why?"), f"inc:{card.incident.id}:why")],
        ],
    )
