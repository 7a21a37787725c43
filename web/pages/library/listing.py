"""The list of articles: what is written, what waits to be looked at, what is looked for."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from community.core.actor import Action
from community.library.articles.desk import Asked as Looked
from community.library.articles.desk import desk
from community.library.articles.kinds import ArticleState
from community.library.articles.queries import Card, today, topics
from community.library.reading.queries import helped
from community.library.search.queries import MOST_HITS, find
from community.membership.districts.queries import all_districts
from community.membership.people.queries import given_names
from web.auth.visit import SignedIn, Visit
from web.view.forms import number_in

router = APIRouter(prefix="/library")
_REVIEW, _DUE = "review", "due"
_LONGEST_SEARCH = 100


class Asked(BaseModel):
    """The filters as an address brings them: anything may stand there."""

    show: str = ""
    state: str = ""
    topic: str = ""
    district: str = ""
    search: str = ""
    page: str = ""


@dataclass(frozen=True)
class Wanted:
    """What of it can be used. `show` is a tab: what waits for a review, what is due."""

    show: str
    filter: Looked
    page: int

    @classmethod
    def of(cls, asked: Asked) -> "Wanted":
        show = asked.show if asked.show in (_REVIEW, _DUE) else ""
        state = next((one for one in ArticleState if one == asked.state), None)
        return cls(
            show,
            Looked(
                state=ArticleState.IN_REVIEW if show == _REVIEW else state,
                due=show == _DUE,
                topic_id=number_in(asked.topic),
                district_id=number_in(asked.district),
                words=asked.search.replace("\0", "").strip()[:_LONGEST_SEARCH],
            ),
            number_in(asked.page) or 1,
        )

    @property
    def is_narrowed(self) -> bool:
        chosen = self.filter.state is not None and self.show != _REVIEW
        return chosen or any((self.filter.topic_id, self.filter.district_id, self.filter.words))

    def address(self, **changes: object) -> str:
        """Of this list, or of a neighbouring page."""
        values: dict[str, object] = {
            "show": self.show,
            "state": self.filter.state if self.show != _REVIEW else "",
            "topic": self.filter.topic_id,
            "district": self.filter.district_id,
            "search": self.filter.words,
            "page": self.page,
        }
        kept = {
            name: value
            for name, value in (values | changes).items()
            if value and (name, value) != ("page", 1)
        }
        return "/library" + (f"?{urlencode(kept)}" if kept else "")


@router.get("")
async def list_articles(visit: SignedIn, asked: Annotated[Asked, Query()]) -> Response:
    wanted = Wanted.of(asked)
    reach = visit.actor.require(Action.ARTICLE_WRITE)
    async with visit.read() as session:
        looked = wanted.filter
        if looked.words:
            hits = await find(session, looked.words, limit=MOST_HITS)
            looked = replace(looked, found=[hit.article_id for hit in hits])
        page = await desk(session, visit.actor, looked, page=wanted.page - 1)
        places = {place.id: place for place in await all_districts(session)}
        values = await _beside(session, visit, page.rows)
    return visit.show(
        "library/list.html",
        page=replace(page, number=wanted.page),
        wanted=wanted,
        places=places,
        choices=[place for place in places.values() if reach.covers(place.id)],
        **values,
    )


async def _beside(session: AsyncSession, visit: Visit, cards: Sequence[Card]) -> dict[str, Any]:
    """What stands beside each article; as many questions to the database for one as for all."""
    return {
        "topics": {topic.id: topic for topic in await topics(session, all_of_them=True)},
        "authors": await given_names(session, {card.version.author_id for card in cards}),
        "helped": await helped(session, visit.actor, [card.article.id for card in cards]),
        "today": today(session),
    }
