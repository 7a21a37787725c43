"""What those who write, review and publish are told, and those who asked for an article."""

from collections.abc import Callable

from aiogram.types import InlineKeyboardButton
from markupsafe import Markup

from bot.delivery.parcel import Parcel
from bot.screen import Screen, button
from bot.texts import Texts
from community.core.errors import NotFound
from community.library.articles.desk import Edited, edited
from community.library.articles.errors import ArticleGone
from community.library.articles.kinds import ArticleState
from community.library.articles.queries import read_by_id
from community.library.wanted import queries as wanted
from community.library.wanted.kinds import STILL_OPEN, RequestState
from community.membership.people import queries as people


async def to_review(parcel: Parcel) -> Screen | None:
    return await _about(
        parcel,
        ArticleState.IN_REVIEW,
        lambda texts: texts(
            "📝 <b>An article waits for you</b>\n\nPlease look whether all of it is true. You can"
            " give it back with a word."
        ),
    )


async def to_publish(parcel: Parcel) -> Screen | None:
    return await _about(
        parcel,
        ArticleState.REVIEWED,
        lambda texts: texts(
            "✅ <b>An article is reviewed</b>\n\nA specialist has looked at it. You can publish it."
        ),
    )


async def published(parcel: Parcel) -> Screen | None:
    return await _about(
        parcel,
        ArticleState.PUBLISHED,
        lambda texts: texts(
            "🎉 <b>Your article is published.</b>\n\nThank you! People read it now."
        ),
    )


async def returned(parcel: Parcel) -> Screen | None:
    """With what the reviewer wrote to it."""
    found = await _edited(parcel)
    if found is None or found.article.state is not ArticleState.DRAFT or not found.reviews:
        return None
    head = parcel.texts("↩️ <b>Your article came back with a remark</b>")
    return Screen(_joined(head, found.version.title, found.reviews[0].words or ""))


async def due(parcel: Parcel) -> Screen | None:
    """Not where somebody has looked at it meanwhile."""
    found = await _edited(parcel)
    if found is None or found.article.published is None or found.article.due_told_at is None:
        return None
    head = parcel.texts(
        "🔎 <b>An article is to be looked at again</b>\n\nPeople go on reading it. Is it still"
        " true?"
    )
    return Screen(_joined(head, found.version.title))


async def questions(parcel: Parcel) -> Screen | None:
    """Not where all of them have found somebody by then."""
    assert parcel.person is not None
    async with parcel.context.database.read() as session:
        actor = await people.actor_for(session, parcel.person.id, "bot")
        try:
            waiting = await wanted.listed(session, actor, state=RequestState.OPEN, size=1)
        except NotFound:
            return None
    if not waiting.total:
        return None
    texts = parcel.texts
    count = texts.plural("{count} question", "{count} questions", waiting.total)
    return Screen(texts("❓ <b>No article answers this yet:</b> {count}", count=count))


async def assigned(parcel: Parcel) -> Screen | None:
    assert parcel.person is not None
    async with parcel.context.database.read() as session:
        request = await wanted.request_by_id(session, parcel.params["request"])
    if request.assignee_id != parcel.person.id or request.state not in STILL_OPEN:
        return None
    return Screen(
        _joined(parcel.texts("✍️ <b>You are asked to write about this</b>"), request.words)
    )


async def answered(parcel: Parcel) -> Screen | None:
    """Not where it was withdrawn again by then."""
    async with parcel.context.database.read() as session:
        try:
            reading = await read_by_id(session, parcel.params["article"])
        except (NotFound, ArticleGone):
            return None
    head = parcel.texts("📚 <b>There is an article now</b>\n\nYou asked, and the club has written:")
    words = _joined(head, reading.version.title, reading.version.summary)
    return Screen(words, [[_to_article(reading.article.id, parcel.texts)]])


async def declined(parcel: Parcel) -> Screen | None:
    async with parcel.context.database.read() as session:
        request = await wanted.request_by_id(session, parcel.params["request"])
    if request.declined_because is None:
        return None
    head = parcel.texts("📚 <b>There will be no article about your question</b>")
    foot = parcel.texts("If it cannot wait, a specialist answers: /consult")
    return Screen(_joined(head, request.declined_because, foot))


def _to_article(article_id: int, texts: Texts) -> InlineKeyboardButton:
    return button(texts("📖 Read it"), f"art:{article_id}:open")


async def _about(
    parcel: Parcel, state: ArticleState, head: Callable[[Texts], str]
) -> Screen | None:
    """Not where another version or another state came meanwhile."""
    found = await _edited(parcel)
    if found is None or found.article.state is not state:
        return None
    if found.article.latest != parcel.params["version"]:
        return None
    return Screen(_joined(head(parcel.texts), found.version.title))


async def _edited(parcel: Parcel) -> Edited | None:
    """None for whoever may no longer write."""
    assert parcel.person is not None
    async with parcel.context.database.read() as session:
        actor = await people.actor_for(session, parcel.person.id, "bot")
        try:
            return await edited(session, actor, parcel.params["article"])
        except NotFound:
            return None


def _joined(*parts: str) -> str:
    return Markup("\n\n").join(part for part in parts if part)
