"""The log, newest first, page by page."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from community.core.audit import may_read_reason, page_of_log, without_whom
from community.membership.districts.queries import all_districts
from web.auth.visit import SignedIn
from web.view.forms import number_in
from web.view.words import LOG_SUBJECTS

router = APIRouter(prefix="/audit")
_SHOWN = 50
Id = Annotated[int | None, Query(ge=1, le=2**31 - 1)]


@router.get("")
async def show_log(
    visit: SignedIn, about: str = "", person: str = "", before: Id = None
) -> Response:
    """`about` is a kind of subject, `person` the number of whoever acted or was concerned."""
    subject = about if about in LOG_SUBJECTS else ""
    person_id = number_in(person)
    async with visit.read() as session:
        entries = await page_of_log(
            session,
            visit.actor,
            tag_part=f":{subject}:" if subject else "",
            person_id=person_id,
            before_id=before,
            limit=_SHOWN + 1,
        )
        places = {place.id: place for place in await all_districts(session)}
    return visit.show(
        "audit/log.html",
        entries=[(entry, *entry.tag.split(":", 2)) for entry in entries[:_SHOWN]],
        older=entries[_SHOWN - 1].id if len(entries) > _SHOWN else None,
        places=places,
        about=subject,
        person=person_id,
        without_whom=without_whom,
        may_read_reason=lambda entry: may_read_reason(visit.actor, entry),
    )
