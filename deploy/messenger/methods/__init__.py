"""Every Bot API method the messenger knows, one module a family."""

from typing import Final

from deploy.messenger.botapi.call import Methods
from deploy.messenger.methods import (
    bot_info,
    changes,
    chats,
    invites,
    members,
    messages,
    queries,
    receiving,
)

FAMILIES = (messages, changes, receiving, queries, chats, members, invites, bot_info)
METHODS: Final[Methods] = {
    name.lower(): method for family in FAMILIES for name, method in family.METHODS.items()
}
"""By lower-case name: Telegram does not look at the case of a method."""
