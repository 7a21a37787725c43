"""What other parts may want to hear about chats."""

from dataclasses import dataclass

from community.core.facts import Fact


@dataclass(frozen=True)
class ChatChanged(Fact):
    """A chat was bound, moved, lost or found: whoever caches chats reads them anew."""

    chat_id: int
