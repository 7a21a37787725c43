"""How updates and files reach the bot: long polling, webhook, getFile."""

import re
from pathlib import PurePosixPath
from typing import Any, Final

from deploy.messenger.botapi.call import Call, Methods
from deploy.messenger.errors import bad_request, conflict

LONGEST_POLL = 50
MOST_UPDATES = 100
DOWNLOAD_BYTES = 20 * 1024 * 1024
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
ADDRESS = re.compile(r"https?://[^\s/]+\S*")


async def get_updates(call: Call) -> list[dict[str, Any]]:
    if call.m.bot.webhook_url:
        raise conflict(
            "can't use getUpdates method while webhook is active; "
            "use deleteWebhook to delete the webhook first"
        )
    call.m.updates.ask_for(call.params.structure("allowed_updates", None))
    limit = min(max(call.params.integer("limit", MOST_UPDATES), 1), MOST_UPDATES)
    timeout = min(max(call.params.integer("timeout"), 0), LONGEST_POLL)
    batch = await call.m.updates.poll(call.params.integer("offset"), limit, timeout)
    return [update.wire() for update in batch]


async def set_webhook(call: Call) -> bool:
    url = call.params.text("url")
    if not url:
        return await delete_webhook(call)
    if not ADDRESS.fullmatch(url):
        raise bad_request("bad webhook: invalid webhook URL specified")
    secret = call.params.text("secret_token")
    if secret and not SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    bot = call.m.bot
    bot.webhook_url, bot.webhook_secret = url, secret
    bot.webhook_connections = call.params.integer("max_connections", 40)
    call.m.updates.ask_for(call.params.structure("allowed_updates", None))
    settle_webhook(call, "setWebhook request")
    return True


async def delete_webhook(call: Call) -> bool:
    call.m.bot.webhook_url = call.m.bot.webhook_secret = ""
    settle_webhook(call, "setWebhook request")
    return True


def settle_webhook(call: Call, reason: str) -> None:
    if call.params.flag("drop_pending_updates"):
        call.m.updates.drop_all()
    call.m.save_bot()
    call.m.updates.end_poll(reason)
    call.m.webhook_trouble.clear()


async def get_webhook_info(call: Call) -> dict[str, Any]:
    bot = call.m.bot
    info: dict[str, Any] = {
        "url": bot.webhook_url,
        "has_custom_certificate": False,
        "pending_update_count": len(call.m.updates.pending()),
    }
    if bot.webhook_url:
        info |= {"max_connections": bot.webhook_connections, "ip_address": "127.0.0.1"}
    if bot.allowed_updates:
        info["allowed_updates"] = bot.allowed_updates
    return info | call.m.webhook_trouble


async def get_file(call: Call) -> dict[str, Any]:
    stored = call.m.store.files.get(call.params.text("file_id"))
    if stored is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if len(stored.content) > DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    return {
        "file_id": stored.id,
        "file_unique_id": stored.unique_id,
        "file_size": len(stored.content),
        # As out there: without the name, but with what programs tell the kind by.
        "file_path": f"files/{stored.id}{PurePosixPath(stored.name).suffix}",
    }


METHODS: Final[Methods] = {
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
    "getFile": get_file,
}
