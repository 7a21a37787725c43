"""The part of one's copy that is about other parents: what one went through, asked, was asked."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.texts import Texts
from community.core.actor import Actor
from community.peers.asking import queries as asking
from community.peers.asking.kinds import PeerAnswer, PeerState
from community.peers.sharing import queries as sharing
from community.peers.sharing.queries import situations


async def collect_peers(session: AsyncSession, actor: Actor) -> dict[str, list[dict[str, Any]]]:
    names = {one.id: one.name for one in await situations(session, all_of_them=True)}
    own = await sharing.own_experience(session, actor)
    return {
        "situations": [
            {"title": names[situation_id], "since": at} for situation_id, at in own.shared.items()
        ],
        "asked_parents": [
            {
                "at": request.asked_at,
                "title": situation.name,
                "about": request.words,
                "state": request.state.value,
            }
            for request, situation in await asking.asked_by(session, actor)
        ],
        "was_asked": [
            {
                "at": one.asked_at,
                "title": situation.name,
                "answer": one.answer.value if one.answer else None,
            }
            for one, situation in await asking.was_asked(session, actor)
        ],
    }


def peer_headings(texts: Texts) -> dict[str, str]:
    return {
        "situations": texts("What I have been through and may be asked about"),
        "asked_parents": texts("What I asked parents who have been through it"),
        "was_asked": texts("What parents asked me about"),
    }


def peer_values(texts: Texts) -> dict[tuple[str, str], str]:
    return {
        ("state", PeerState.LOOKING): texts("waiting"),
        ("state", PeerState.FOUND): texts("waiting"),
        ("answer", PeerAnswer.ACCEPTED): texts("I would talk"),
        ("answer", PeerAnswer.NOT_CHOSEN): texts("I would talk"),
        ("answer", PeerAnswer.DECLINED): texts("not now"),
        ("answer", PeerAnswer.WITHDRAWN): texts("over"),
        ("answer", PeerAnswer.UNREACHABLE): texts("over"),
        ("answer", PeerAnswer.LEFT): texts("over"),
    }
