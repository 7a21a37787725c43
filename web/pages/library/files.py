"""Files beside an article: forms to fill in, leaflets to print."""

from urllib.parse import quote

from fastapi import APIRouter
from starlette.datastructures import UploadFile
from starlette.responses import Response

from community.core.errors import Conflict, DomainError, InvalidInput, NotFound
from community.library.articles import service
from community.library.articles.desk import edited, file_to_edit
from community.library.articles.rules import FILE_LIMIT
from web.auth.visit import SignedIn
from web.pages.library.card import show

router = APIRouter(prefix="/library")


@router.get("/files/{file_id}")
async def take_file(visit: SignedIn, file_id: int) -> Response:
    """To be kept, never opened inside the site."""
    async with visit.read() as session:
        file, content = await file_to_edit(session, visit.actor, file_id)
    named = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.name)}"}
    return Response(content, media_type=file.mime, headers=named)


@router.post("/files/{file_id}/drop")
async def drop_file(visit: SignedIn, file_id: int) -> Response:
    async with visit.write() as session:
        file, _ = await file_to_edit(session, visit.actor, file_id)
        article_id = file.article_id
        await service.detach(session, visit.actor, file_id)
    return visit.go(f"/library/{article_id}", "file_dropped")


@router.post("/{article_id}/files")
async def add_file(visit: SignedIn, article_id: int) -> Response:
    async with visit.read() as session:
        await edited(session, visit.actor, article_id)  # whose it is comes before what is wrong
    try:
        sent = (await visit.request.form()).get("file")
        if not isinstance(sent, UploadFile) or not sent.filename:
            raise InvalidInput(field="no_file")
        content = await sent.read(FILE_LIMIT + 1)
        async with visit.write() as session:
            await service.attach(session, visit.actor, article_id, sent.filename, content)
    except NotFound:
        raise
    except Conflict:
        return await show(visit, article_id, InvalidInput(field="file_name"))
    except DomainError as error:
        return await show(visit, article_id, error)
    return visit.go(f"/library/{article_id}", "file_added")
