"""Files that travel with messages: uploaded, or named by the file_id of an earlier one."""

import mimetypes
import secrets
import struct
from hashlib import sha256

from deploy.messenger.botapi.call import Call
from deploy.messenger.botapi.params import Upload
from deploy.messenger.errors import bad_request
from deploy.messenger.messenger import Messenger
from deploy.messenger.state.records import Media, MediaKind, StoredFile

PHOTO_BYTES = 10 * 1024 * 1024
FILE_BYTES = 50 * 1024 * 1024
PNG_HEADER = 24
JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
PREFIX: dict[MediaKind, str] = {"photo": "AgAC", "document": "BQAC", "voice": "AwAC"}


def image_size(content: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG or JPEG; None for anything else."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) >= PNG_HEADER:
        width, height = struct.unpack(">II", content[16:24])
        return width, height
    at = 2
    while content.startswith(b"\xff\xd8") and at + 9 < len(content):
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4], "big")
        if marker in JPEG_FRAMES:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return None


def keep_file(m: Messenger, kind: MediaKind, upload: Upload) -> StoredFile:
    """Raises ApiError for a file that is empty, too big, or no image where one is needed."""
    if not upload.content:
        raise bad_request("file must be non-empty")
    if len(upload.content) > (PHOTO_BYTES if kind == "photo" else FILE_BYTES):
        raise bad_request("file is too big")
    size = image_size(upload.content)
    if kind == "photo" and size is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = size or (0, 0)
    guessed = mimetypes.guess_type(upload.name)[0] or "application/octet-stream"
    stored = StoredFile(
        id=PREFIX[kind] + secrets.token_urlsafe(36),
        unique_id=sha256(upload.content + upload.name.encode()).hexdigest()[:16],
        name=upload.name,
        mime_type=guessed if upload.mime_type == "application/octet-stream" else upload.mime_type,
        content=upload.content,
        width=width,
        height=height,
    )
    return m.store.files.put(stored)


def media_from(call: Call, kind: MediaKind, given: str, duration: int = 0) -> Media:
    """`given`: attach://NAME of an uploaded part, the part's own name, or a file_id."""
    upload = call.params.uploads.get(given.removeprefix("attach://")) if given else None
    upload = upload or (call.params.uploads.get(kind) if not given else None)
    if upload:
        return Media(kind=kind, file_id=keep_file(call.m, kind, upload).id, duration=duration)
    if not given:
        raise bad_request(f"there is no {kind} in the request")
    stored = call.m.store.files.get(given)
    if stored is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if kind == "photo" and not stored.width:
        raise bad_request("wrong type of the web page content")
    return Media(kind=kind, file_id=stored.id, duration=duration)
