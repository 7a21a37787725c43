"""What the messenger remembers over a restart, and how it begins."""

from pathlib import Path

from deploy.messenger.client import MessengerControl
from deploy.messenger.config import MessengerConfig
from deploy.messenger.server import running_messenger
from deploy.messenger.state.store import Store
from tests.integration.messenger.conftest import connected_bot


async def test_a_restart_loses_nothing(tmp_path: Path) -> None:
    config = MessengerConfig(state_path=tmp_path / "state" / "messenger.db", limits=False)
    async with running_messenger(config) as running, MessengerControl(running.url) as control:
        leader = (await control.add_person("Ольга"))["id"]
        parent = (await control.add_person("Анна"))["id"]
        group = await control.add_group("Чат", leader, join_by_request=True)
        await control.add_bot(group["id"], as_admin=True)
        async with connected_bot(running.url) as bot:
            sent = await bot.send_message(group["id"], "<b>Важно</b>", parse_mode="HTML")
            await bot.pin_chat_message(group["id"], sent.message_id)
            gone = await bot.send_message(group["id"], "Лишнее")
            await bot.delete_message(group["id"], gone.message_id)
        await control.react(leader, sent.message_id, "👍", chat_id=group["id"])
        await control.ask_to_join(parent, invite_link=group["invite_link"])
        await control.advance(3600)
        before = await control.chat(leader, group["id"])

    async with running_messenger(config) as running, MessengerControl(running.url) as control:
        assert await control.chat(leader, group["id"]) == before
        async with connected_bot(running.url) as bot:
            waiting = await bot.get_updates(timeout=0)
            assert waiting[-1].chat_join_request
            assert waiting[-1].chat_join_request.from_user.id == parent
            assert await bot.approve_chat_join_request(group["id"], parent)
        assert (await control.call("POST", "time", advance=0))["offset"] == 3600


async def test_what_was_answered_is_on_disk_already(tmp_path: Path) -> None:
    """So that even a killed process loses nothing: another one reads it while the first runs."""
    path = tmp_path / "messenger.db"
    config = MessengerConfig(state_path=path)
    async with running_messenger(config) as running, MessengerControl(running.url) as control:
        parent = (await control.add_person("Анна"))["id"]
        await control.start(parent)
        async with connected_bot(running.url) as bot:
            sent = await bot.send_message(parent, "Запомните меня")
        reader = Store(path)
        kept = reader.messages.get(parent, sent.message_id)
        reader.close()
    assert kept
    assert kept.text == "Запомните меня"


def region() -> dict:
    return {
        "people": [
            {"id": number, "first_name": "Анна", "note": "родитель"} for number in range(1, 301)
        ],
        "groups": [
            {
                "id": -100,
                "title": "Чат",
                "owner": 1,
                "members": [*range(2, 301), {"id": "bot", "status": "administrator"}],
            }
        ],
        "messages": [
            {"chat_id": -100, "from": 1 + number % 300, "html": f"<i>№{number}</i>", "ago": 60}
            for number in range(3000)
        ],
    }


async def test_a_reset_brings_the_beginning_back() -> None:
    config = MessengerConfig(snapshot=region)
    async with running_messenger(config) as running, MessengerControl(running.url) as control:
        assert len(await control.people()) == 300
        view = await control.chat(1, -100)
        assert (view["messages"][-1]["html"], view["chat"]["member_count"]) == ("<i>№2999</i>", 301)
        await control.add_person("Лишний")
        await control.reset()
        assert len(await control.people()) == 300
        async with connected_bot(running.url) as bot:
            assert await bot.get_updates(timeout=0) == []
            assert (await bot.get_chat_member(-100, bot.id)).status == "administrator"


async def test_a_region_is_loaded_on_demand() -> None:
    async with (
        running_messenger(MessengerConfig()) as running,
        MessengerControl(running.url) as control,
    ):
        assert await control.load(region()) == {"people": 300, "groups": 1, "messages": 3000}
        assert len((await control.chat(7, -100))["messages"]) == 1000
