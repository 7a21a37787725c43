"""How one's own question stands, as a card: the same in its window and in what is sent."""

from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncSession

from bot.features.peers.words import other_ways, situation_label, talk_words
from bot.features.talking.words import name_of, to_panel
from bot.screen import Row, Screen, button
from bot.texts import Texts
from community.core.actor import Actor
from community.core.quiet import present_night
from community.peers.asking import queries
from community.peers.asking.kinds import PeerOutcome, PeerState
from community.peers.asking.queries import Own
from community.peers.asking.rules import MOST_ASKED
from community.relay.kinds import Side


async def own_screen(session: AsyncSession, actor: Actor, request_id: int, texts: Texts) -> Screen:
    """Raises NotFound for a question of somebody else."""
    own = await queries.own(session, actor, request_id)
    is_night = await present_night(session) is not None
    blocks = [title(own, texts), *_state(own, texts, is_night=is_night)]
    if own.request.words and own.request.state is not PeerState.CLOSED:
        blocks.append(Markup("<blockquote>{}</blockquote>").format(own.request.words))
    menu = [button(texts("🏠 Menu"), "menu:open")]
    return Screen("\n\n".join(blocks), [*_rows(own, texts), menu])


def title(own: Own, texts: Texts) -> str:
    return texts("🙋 <b>{situation}</b>", situation=situation_label(own.situation, texts))


def _state(own: Own, texts: Texts, *, is_night: bool) -> list[str]:
    request = own.request
    if request.state is PeerState.CLOSED:
        return _over(own, texts)
    if request.state is PeerState.FOUND:
        return [_found(own, texts)]
    assert request.due_at is not None
    if not request.asked:
        return [_not_begun(own, texts, is_night=is_night)]
    lines = [
        texts.plural(
            "{count} parent has been asked. I write to you as soon as somebody answers.",
            "{count} parents have been asked. I write to you as soon as somebody answers.",
            request.asked,
        )
    ]
    if request.asked < MOST_ASKED:
        lines.append(
            texts("If nobody does, I ask others: {when}.", when=texts.when(request.due_at))
        )
    else:
        lines.append(texts("I wait for them until {when}.", when=texts.when(request.expires_at)))
    lines.append(texts("Your name and your district they do not see."))
    return ["\n".join(lines)]


def _not_begun(own: Own, texts: Texts, *, is_night: bool) -> str:
    assert own.request.due_at is not None
    if not is_night:
        return texts("I am looking for the first parents to ask, and write to you.")
    return texts(
        "It is night now, and I wake nobody. At {when} I ask the first two parents. If it cannot"
        " wait: /sos",
        when=texts.when(own.request.due_at),
    )


def _found(own: Own, texts: Texts) -> str:
    assert own.request.due_at is not None
    return texts(
        "🤝 A parent who has been through it has answered. <b>Shall I open the conversation?</b>"
        " Then you two see each other's first name, and nothing else.\n\nPlease answer by {until}.",
        until=texts.when(own.request.due_at),
    )


def _over(own: Own, texts: Texts) -> list[str]:
    if own.talk is not None and own.talk.closed_at is None:
        return [talk_words(name_of(own.talk, Side.HELPER, texts), texts)]
    if own.request.outcome is PeerOutcome.NOBODY:
        return _nobody(own, texts)
    return [
        {
            PeerOutcome.OPENED: texts("The conversation is over. You may ask again at any time."),
            PeerOutcome.CANCELLED: texts("I ask nobody any more. You may ask again at any time."),
            PeerOutcome.LAPSED: texts(
                "The two days to decide are over, so I have let that parent go, with thanks. That"
                " is all right: you may ask again when you are ready for it."
            ),
            PeerOutcome.LEFT: texts("Closed when you left the club."),
        }[own.request.outcome or PeerOutcome.CANCELLED]
    ]


def _nobody(own: Own, texts: Texts) -> list[str]:
    if own.request.asked:
        first = texts(
            "Nobody who was asked could answer this time. That says nothing about you: everybody's"
            " hands are full."
        )
    elif own.request.elsewhere:
        first = texts(
            "So far no parent from other districts has noted that they have been through this, or"
            " all of them have been asked a lot lately."
        )
    else:
        first = texts(
            "So far no parent has noted that they have been through this, or all of them have been"
            " asked a lot lately."
        )
    return [first, other_ways(texts)]


def _rows(own: Own, texts: Texts) -> list[Row]:
    key, request = own.request.id, own.request
    if request.state is PeerState.FOUND:
        return found_rows(own, texts)
    if request.state is PeerState.LOOKING:
        return [[button(texts("✖️ Ask nobody any more"), f"mypeer:{key}:cancel")]]
    if own.talk is not None and own.talk.closed_at is None:
        return [[to_panel(own.talk, texts)]]
    rows: list[Row] = []
    if request.outcome is PeerOutcome.NOBODY and request.elsewhere:
        rows.append([button(texts("🏘 Ask in my district, too"), f"mypeer:{key}:near")])
    rows.append([button(texts("🙋 Ask about something else"), "peers:0:choose")])
    return rows


def found_rows(own: Own, texts: Texts) -> list[Row]:
    key = own.request.id
    return [
        [button(texts("✅ Open the conversation"), f"mypeer:{key}:open")],
        [button(texts("➡️ Ask others instead"), f"mypeer:{key}:others")],
        [button(texts("✖️ Ask nobody any more"), f"mypeer:{key}:cancel")],
    ]
