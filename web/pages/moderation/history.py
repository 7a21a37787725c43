"""What was decided, newest first, filtered and paged on the server. Nobody's words stand here."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from pydantic import BaseModel
from starlette.responses import Response

from community.chats.queries import chats_overview
from community.core.clock import now
from moderation.incidents import queries
from moderation.incidents.kinds import Decision, Topic
from web.auth.visit import SignedIn
from web.pages.moderation.just_decided import just_decided
from web.view.forms import number_in

router = APIRouter(prefix="/moderation/history")
_SHOWN = 30


class Asked(BaseModel):
    """The filters as an address brings them: anything may stand there."""

    topic: str = ""
    decision: str = ""
    chat: str = ""
    page: str = ""

    def filter(self) -> queries.HistoryFilter:
        """What of it can be used."""
        return queries.HistoryFilter(
            topic=next((one for one in Topic if one == self.topic), None),
            decision=next((one for one in Decision if one == self.decision), None),
            chat_id=number_in(self.chat),
            page=number_in(self.page) or 1,
            page_size=_SHOWN,
        )


@router.get("")
async def show_history(
    visit: SignedIn, asked: Annotated[Asked, Query()], done: str = ""
) -> Response:
    """`done` is the incident decided just before: it can be undone from here."""
    wanted = asked.filter()
    async with visit.read() as session:
        page = await queries.history(session, visit.actor, wanted)
        chats = await chats_overview(session, visit.actor)
        undoable = await just_decided(session, visit.actor, number_in(done))
        moment = now(session)
    return visit.show(
        "moderation/history.html",
        page=page,
        wanted=wanted,
        chats=[row.chat for row in chats],
        done=undoable,
        now=moment,
        address=_address(wanted),
    )


def _address(wanted: queries.HistoryFilter) -> str:
    """Of any page of what was asked, up to its number."""
    asked = {"topic": wanted.topic, "decision": wanted.decision, "chat": wanted.chat_id}
    kept = {name: str(value) for name, value in asked.items() if value}
    return f"/moderation/history?{urlencode(kept | {'page': ''})}"
