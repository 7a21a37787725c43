"""What people cannot do: faults, time, limits, the order of updates, beginning anew."""

from typing import Any, Final

from deploy.messenger.control.ask import Ask
from deploy.messenger.control.loading import load_beginning
from deploy.messenger.control.routes import Acts
from deploy.messenger.errors import ControlError
from deploy.messenger.faults import Fault


async def add_fault(ask: Ask) -> Any:
    fault = Fault(
        method=ask.text("method", "*"),
        kind=ask.text("kind"),  # type: ignore[arg-type]  # checked by Fault itself
        probability=ask.number("probability", 1.0),
        every=max(1, ask.integer("every", 1)),
        count=ask.integer("count") if ask.has("count") else None,
        retry_after=ask.integer("retry_after", 1),
    )
    ask.m.faults.planned.append(fault)
    return {}


async def clear_faults(ask: Ask) -> Any:
    ask.m.faults.planned.clear()
    return {}


async def set_down(ask: Ask) -> Any:
    """A poll that waits ends empty; the next one finds nobody."""
    ask.m.faults.down = ask.flag("down")
    ask.m.updates.end_poll("")
    return {}


async def advance_time(ask: Ask) -> Any:
    ask.m.clock.offset += ask.number("advance")
    ask.m.bot.clock_offset = ask.m.clock.offset
    ask.m.save_bot()
    return {"now": ask.m.clock.now(), "offset": ask.m.clock.offset}


async def set_limits(ask: Ask) -> Any:
    ask.m.bot.limits = ask.m.limits.enabled = ask.flag("enabled")
    ask.m.limits.forget()
    ask.m.save_bot()
    return {}


async def set_bot(ask: Ask) -> Any:
    """Privacy mode, as one sets it with the father of bots."""
    ask.m.bot.reads_all_group_messages = ask.flag("can_read_all_group_messages")
    ask.m.save_bot()
    return {}


async def reset(ask: Ask) -> Any:
    ask.m.reset()
    load_beginning(ask.m)
    return {}


async def resend(ask: Ask) -> Any:
    if not ask.m.updates.repeat(ask.integer("update_id")):
        raise ControlError("This update is not remembered.")
    return {}


async def shuffle(ask: Ask) -> Any:
    ask.m.updates.shuffled = ask.flag("on")
    return {}


async def list_updates(ask: Ask) -> Any:
    """Ids and kinds of the updates that can be sent again, the oldest first."""
    return [{"update_id": update.id, "kind": update.kind} for update in ask.m.updates.past()]


ACTS: Final[Acts] = {
    "POST faults": add_fault,
    "DELETE faults": clear_faults,
    "POST down": set_down,
    "POST time": advance_time,
    "POST limits": set_limits,
    "POST bot": set_bot,
    "POST reset": reset,
    "POST resend": resend,
    "POST shuffle": shuffle,
    "GET updates": list_updates,
}
