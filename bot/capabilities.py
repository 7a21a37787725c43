"""What each messenger can do, asked here and never assumed (principle 9)."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Capabilities:
    """Lengths in characters, sizes in bytes, rates in messages."""

    join_requests: bool
    roster_updates: bool  # tells who comes and goes
    mute: bool
    protects_content: bool
    reply_keyboards: bool
    text_limit: int
    caption_limit: int
    upload_limit: int
    download_limit: int
    messages_per_second: int
    group_messages_per_minute: int


CAPABILITIES: Mapping[str, Capabilities] = {
    "telegram": Capabilities(
        join_requests=True,
        roster_updates=True,
        mute=True,
        protects_content=True,
        reply_keyboards=True,
        text_limit=4096,
        caption_limit=1024,
        upload_limit=50 * 1024 * 1024,
        download_limit=20 * 1024 * 1024,
        messages_per_second=30,
        group_messages_per_minute=20,
    ),
    "max": Capabilities(
        join_requests=False,
        roster_updates=False,
        mute=False,
        protects_content=False,
        reply_keyboards=False,
        text_limit=4000,
        caption_limit=4000,
        upload_limit=50 * 1024 * 1024,
        download_limit=20 * 1024 * 1024,
        messages_per_second=30,
        group_messages_per_minute=20,
    ),
}


def capabilities_of(messenger: str) -> Capabilities:
    return CAPABILITIES[messenger]
