"""The bot about itself: name, descriptions, commands, menu button."""

import json
import re
from typing import Any, Final

from deploy.messenger.botapi.call import Call, Methods
from deploy.messenger.errors import bad_request
from deploy.messenger.wire import people

COMMAND = re.compile(r"[a-z0-9_]{1,32}")
DESCRIPTION_LIMIT = 256
MOST_COMMANDS = 100


async def get_me(call: Call) -> dict[str, Any]:
    return people.bot_user(call.m) | {
        "can_join_groups": True,
        "can_read_all_group_messages": call.m.bot.reads_all_group_messages,
        "supports_inline_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def command_key(call: Call) -> str:
    """Commands are kept by scope and language; the scope as canonical JSON."""
    scope = call.params.structure("scope", {"type": "default"})
    return f"{json.dumps(scope, sort_keys=True)}|{call.params.text('language_code')}"


async def set_my_commands(call: Call) -> bool:
    commands = call.params.structure("commands", [])
    if len(commands) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for one in commands:
        if not COMMAND.fullmatch(one.get("command", "").removeprefix("/")):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(one.get("description", "")) <= DESCRIPTION_LIMIT:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    call.m.bot.commands[command_key(call)] = [
        {"command": one["command"].removeprefix("/"), "description": one["description"]}
        for one in commands
    ]
    call.m.save_bot()
    call.m.bus.publish("commands")
    return True


async def get_my_commands(call: Call) -> list[dict[str, str]]:
    return call.m.bot.commands.get(command_key(call), [])


async def delete_my_commands(call: Call) -> bool:
    call.m.bot.commands.pop(command_key(call), None)
    call.m.save_bot()
    call.m.bus.publish("commands")
    return True


async def set_my_name(call: Call) -> bool:
    """Only the default language shows on the page; an empty name leaves the one there is."""
    name = call.params.text("name")
    if name and not call.params.has("language_code"):
        call.m.bot.name = name
        call.m.save_bot()
        call.m.bus.publish("chats", chat_id=0)
    return True


def description_key(call: Call, field: str) -> str:
    return f"{field}|{call.params.text('language_code')}"


async def set_my_description(call: Call) -> bool:
    return set_description(call, "description")


async def set_my_short_description(call: Call) -> bool:
    return set_description(call, "short_description")


def set_description(call: Call, field: str) -> bool:
    call.m.bot.descriptions[description_key(call, field)] = call.params.text(field)
    call.m.save_bot()
    return True


async def get_my_name(call: Call) -> dict[str, str]:
    return {"name": call.m.bot.name}


async def get_my_description(call: Call) -> dict[str, str]:
    key = description_key(call, "description")
    return {"description": call.m.bot.descriptions.get(key, "")}


async def get_my_short_description(call: Call) -> dict[str, str]:
    key = description_key(call, "short_description")
    return {"short_description": call.m.bot.descriptions.get(key, "")}


async def set_chat_menu_button(call: Call) -> bool:
    """Chat 0 stands for every private chat without a button of its own."""
    button = call.params.structure("menu_button", {"type": "default"})
    call.m.bot.menu_buttons[call.params.integer("chat_id")] = button
    call.m.save_bot()
    return True


async def get_chat_menu_button(call: Call) -> dict[str, Any]:
    buttons = call.m.bot.menu_buttons
    usual = buttons.get(0, {"type": "commands"})
    return buttons.get(call.params.integer("chat_id"), usual)


async def get_user_profile_photos(call: Call) -> dict[str, Any]:
    """Nobody here has a picture."""
    if call.find_user(call.params.integer("user_id")) is None:
        raise bad_request("invalid user_id specified")
    return {"total_count": 0, "photos": []}


METHODS: Final[Methods] = {
    "getMe": get_me,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setMyName": set_my_name,
    "getMyName": get_my_name,
    "setMyDescription": set_my_description,
    "getMyDescription": get_my_description,
    "setMyShortDescription": set_my_short_description,
    "getMyShortDescription": get_my_short_description,
    "setChatMenuButton": set_chat_menu_button,
    "getChatMenuButton": get_chat_menu_button,
    "getUserProfilePhotos": get_user_profile_photos,
}
