"""What was decided, newest first, filtered and paged on the server. Nobody's words stand here."""

from dataclasses import replace
from typing import Annotated
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Query
from pydantic import BaseModel
from starlette.responses import Response

from community.chats.queries import chats_overview
from community.core.errors import InvalidInput
from moderation.incidents import queries
from moderation.incidents.kinds import Decision, Topic
from web import errors
from web.auth.visit import SignedIn
from web.pages.moderation.just_decided import just_decided
from web.view.forms import Filled, number_in

router = APIRouter(prefix="/moderation/history")
_SHOWN = 30


class Asked(BaseModel):
    """The filters as an address brings them: anything may stand there."""

    topic: str = ""
    decision: str = ""
    chat: str = ""
    first_day: str = ""
    last_day: str = ""
    page: str = ""

    @property
    def days(self) -> Filled:
        """Both as they came, to be shown again when something is wrong with them."""
        return Filled({"first_day": self.first_day, "last_day": self.last_day})

    def filter(self, zone: ZoneInfo) -> queries.HistoryFilter:
        """What of it can be used; raises InvalidInput for days that cannot, or in wrong order."""
        since = self.days.start_of_day("first_day", zone)
        until = self.days.end_of_day("last_day", zone)
        if since and until and since > until:
            raise InvalidInput(field="days_in_order")
        return replace(self.without_days(), since=since, until=until)

    def without_days(self) -> queries.HistoryFilter:
        return queries.HistoryFilter(
            topic=next((one for one in Topic if one == self.topic), None),
            decision=next((one for one in Decision if one == self.decision), None),
            chat_id=number_in(self.chat),
            page=number_in(self.page) or 1,
            page_size=_SHOWN,
        )

    def address(self) -> str:
        """Of any page of what was asked, up to its number."""
        kept = self.model_dump(exclude={"page"}, exclude_defaults=True)
        return f"/moderation/history?{urlencode(kept | {'page': ''})}"


@router.get("")
async def show_history(
    visit: SignedIn, asked: Annotated[Asked, Query()], done: str = ""
) -> Response:
    """`done` is the incident decided just before: it can be undone from here."""
    page, mistake = None, ""
    async with visit.read() as session:
        try:
            wanted = asked.filter(visit.context.zone)
            page = await queries.history(session, visit.actor, wanted)
        except InvalidInput as error:
            mistake = errors.sentence(error, visit.texts)
        chats = await chats_overview(session, visit.actor)
        undoable = await just_decided(session, visit.actor, number_in(done))
    return visit.show(
        "moderation/history.html",
        page=page,
        mistake=mistake,
        wanted=asked.without_days(),
        form=asked.days,
        chats=[row.chat for row in chats],
        done=undoable,
        address=asked.address(),
    )
