"""What authors hear when something is put right, or an appeal is answered; the outbox's side.

One message each time, for all that one decision or its undoing has changed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Self

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.delivery.parcel import Parcel
from bot.features.moderation.sanction_words import imposed_lines, lifted_lines
from bot.screen import Screen
from bot.texts import Texts
from community.chats.models import Chat
from community.core.outbox.models import State
from community.core.outbox.service import queued_about
from moderation.detect.verdict import Action
from moderation.incidents.kinds import AppealState, Decision, MessageState
from moderation.incidents.models import Appeal, Incident, IncidentMessage, Sanction

_READABLE = (MessageState.STANDING, MessageState.RETURNING, MessageState.RETURNED)


class _Fate(Enum):
    BACK = auto()
    NOT_KEPT = auto()  # found innocent, and nothing is left of it that could be put back
    GONE = auto()


@dataclass(frozen=True)
class _Matter:
    """How an incident stands when its author is written to."""

    incident: Incident
    chat: Chat
    messages: Sequence[IncidentMessage]

    @classmethod
    async def of(cls, session: AsyncSession, incident_id: int) -> Self:
        incident = await session.get_one(Incident, incident_id)
        chat = await session.get_one(Chat, incident.chat_id)
        query = select(IncidentMessage).where(IncidentMessage.incident_id == incident_id)
        return cls(incident, chat, (await session.scalars(query)).all())

    @property
    def title(self) -> str:
        return self.chat.title

    @property
    def fate(self) -> _Fate:
        if any(message.state in _READABLE for message in self.messages):
            return _Fate.BACK
        innocent = self.incident.decision is Decision.INNOCENT
        return _Fate.NOT_KEPT if innocent else _Fate.GONE

    @property
    def was_only_held(self) -> bool:
        """Waiting for a moderator is no mistake of anybody's."""
        by_people = any(message.removed_by_id for message in self.messages)
        return self.incident.action is Action.HOLD and not by_people


async def put_right(parcel: Parcel) -> Screen | None:
    async with parcel.context.database.read() as session:
        matter = await _Matter.of(session, parcel.params["incident"])
        lifted = await _sanctions(session, parcel.params["lifted"], lifted=True)
        heard_of = [one for one in lifted if not await _was_never_told(session, one)]
    lines = lifted_lines(parcel.texts, heard_of, matter.chat)
    if parcel.params["is_back"] and matter.fate is not _Fate.GONE:
        lines.insert(0, _put_right(matter, parcel.texts))
    return Screen("\n\n".join(lines)) if lines else None


def _put_right(matter: _Matter, texts: Texts) -> str:
    if matter.fate is _Fate.NOT_KEPT:
        return texts(
            "🙂 A moderator has looked at your message in «{title}»: all is well with it. I have"
            " not kept the text; please write it again. We are sorry.",
            title=matter.title,
        )
    if matter.was_only_held:
        return texts(
            "🙂 Your message is in «{title}» again. Thank you for waiting.", title=matter.title
        )
    return texts(
        "🙂 Your message is in «{title}» again: it was taken away by mistake. We are sorry.",
        title=matter.title,
    )


async def appeal_answer(parcel: Parcel) -> Screen | None:
    appeal, matter, lifted = await _appealed(parcel, lifted=True)
    if appeal.state is AppealState.GRANTED:
        lines = [_granted(matter, parcel.texts), *lifted_lines(parcel.texts, lifted, matter.chat)]
        return Screen("\n\n".join(lines))
    if appeal.state is AppealState.REFUSED:
        return Screen(
            parcel.texts(
                "🙋 Another moderator has looked at your message in «{title}» with care. The"
                " decision stays as it was. You are welcome in the club as before.",
                title=matter.title,
            )
        )
    return None


def _granted(matter: _Matter, texts: Texts) -> str:
    if matter.fate is _Fate.BACK:
        return texts(
            "🙋 Another moderator has looked at your message in «{title}» and agrees with you."
            " Everything is put back. We are sorry.",
            title=matter.title,
        )
    return texts(
        "🙋 Another moderator has looked at what happened to your message in «{title}» and agrees"
        " with you. We are sorry. I have not kept the text, so I cannot put it back.",
        title=matter.title,
    )


async def appeal_reopened(parcel: Parcel) -> Screen | None:
    """The answer was taken back; what is in force meanwhile stands beside it."""
    appeal, matter, imposed = await _appealed(parcel, lifted=False)
    if appeal.state is not AppealState.OPEN:
        return None
    texts = parcel.texts
    lines = [
        texts(
            "🙋 We are looking at your message in «{title}» once more: the first answer was too"
            " quick. I will write to you what comes of it.",
            title=matter.title,
        )
    ]
    if matter.fate is _Fate.GONE:
        lines.append(texts("Until then it is out of the chat."))
    return Screen("\n\n".join([*lines, *imposed_lines(texts, imposed, matter.chat)]))


async def _appealed(parcel: Parcel, *, lifted: bool) -> tuple[Appeal, _Matter, Sequence[Sanction]]:
    async with parcel.context.database.read() as session:
        appeal = await session.get_one(Appeal, parcel.params["appeal"])
        matter = await _Matter.of(session, appeal.incident_id)
        return appeal, matter, await _sanctions(session, parcel.params["sanctions"], lifted=lifted)


async def _sanctions(
    session: AsyncSession, ids: Sequence[int], *, lifted: bool
) -> Sequence[Sanction]:
    """Those of them that still stand so, whatever was decided meanwhile."""
    query = select(Sanction).where(Sanction.id.in_(ids)).order_by(Sanction.id)
    found = (await session.scalars(query)).all()
    return [sanction for sanction in found if (sanction.lifted_at is not None) is lifted]


async def _was_never_told(session: AsyncSession, sanction: Sanction) -> bool:
    """Whether it was taken back before its own word went out, which was dropped then."""
    letters = await queued_about(session, "moderation.explain", sanction.incident_id)
    states = {letter.state for letter in letters if sanction.id in letter.params["imposed"]}
    return State.SKIPPED in states and State.SENT not in states
