"""The club as processes: started, spoken with, stopped, as an administrator does it."""

import asyncio
import json
import socket
from pathlib import Path

import httpx

from community.core.settings import load_settings
from deploy.commands import admin, db
from deploy.demo.cast import Cast
from deploy.messenger.client import MessengerControl
from deploy.messenger.config import MessengerConfig
from deploy.messenger.server import running_messenger
from tests.support.databases import SECRET
from tests.support.processes import PATIENCE, club, free_port


async def healthy(url: str) -> dict[str, object]:
    """The health page, as soon as there is one."""
    async with httpx.AsyncClient(base_url=url) as client, asyncio.timeout(PATIENCE):
        while True:
            try:
                answer = await client.get("/healthz")
            except httpx.TransportError:
                await asyncio.sleep(0.1)
                continue
            found: dict[str, object] = answer.json()
            return found


async def test_the_demonstration_prints_three_addresses_that_all_work(own_folder: Path) -> None:
    ports = {"CLUB_WEB_PORT": str(free_port()), "CLUB_MESSENGER_PORT": str(free_port())}
    async with club("run", **ports) as process:
        lines = await process.lines(4)
        messenger, login, health = (line.split()[-1] for line in lines[:3])
        assert "Ctrl+C" in lines[3]

        async with httpx.AsyncClient(follow_redirects=True) as browser:
            assert "html" in (await browser.get(messenger)).headers["content-type"]
            assert (await browser.get(login)).status_code == 200
            assert (await browser.get(health)).json()["database"] is True
        async with MessengerControl(messenger) as act:
            stranger = Cast().persona("stranger").id
            await act.start(stranger)
            await act.wait(stranger, "клуб", timeout=PATIENCE)

        code, logged = await process.stop()
    assert code == 0
    assert "Марина" not in logged
    assert (own_folder / "var" / "demo.db").exists()


async def test_updates_are_brought_by_webhook_behind_the_site() -> None:
    port = free_port()
    site = f"http://127.0.0.1:{port}"
    config = MessengerConfig(limits=False)
    async with (
        running_messenger(config) as messenger,
        MessengerControl(messenger.url) as act,
        club(
            "run",
            CLUB_BOT_TOKEN=config.bot_token,
            CLUB_BOT_API_URL=messenger.url,
            CLUB_WEB_PORT=str(port),
            CLUB_WEBHOOK_URL=site,
            CLUB_WEBHOOK_SECRET="known-to-the-messenger",
        ) as process,
    ):
        await healthy(site)
        person = int((await act.add_person("Анна"))["id"])
        await act.start(person)
        await act.wait(person, "клуб", timeout=PATIENCE)
        calls = {call["method"] for call in await act.calls()}
        code, logged = await process.stop()
    assert "setWebhook" in calls
    assert "getUpdates" not in calls
    assert code == 0
    assert "Анна" not in logged


async def test_the_process_stays_up_while_the_messenger_is_away() -> None:
    port = free_port()
    async with club(
        "run",
        CLUB_BOT_TOKEN="1:token",
        CLUB_BOT_API_URL=f"http://127.0.0.1:{free_port()}",
        CLUB_WEB_PORT=str(port),
    ) as process:
        found = await healthy(f"http://127.0.0.1:{port}")
        code, logged = await process.stop()
    assert found["database"] is True
    assert code == 0
    assert "1:token" not in logged


async def test_a_wrong_token_stops_the_start_with_one_line() -> None:
    async with running_messenger(MessengerConfig()) as messenger:
        address = messenger.url
        async with club("run", CLUB_BOT_TOKEN="1:wrong", CLUB_BOT_API_URL=address) as process:
            code, logged = await process.end()
    assert code == 1
    assert logged == "CLUB_BOT_TOKEN: the messenger does not know this token\n"


async def test_a_port_in_use_stops_the_start_with_one_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        async with club("demo", CLUB_MESSENGER_PORT=str(port)) as process:
            code, logged = await process.end()
    assert code == 1
    assert logged.startswith(f"CLUB_MESSENGER_PORT: {port} cannot be used")
    assert logged.count("\n") == 1


async def test_bot_worker_and_site_share_one_postgres(postgres_server: str) -> None:
    """What one machine takes in, another sends: a call for help goes through the outbox."""
    name = f"{postgres_server}/postgres"
    config, port = MessengerConfig(limits=False), free_port()
    async with running_messenger(config) as messenger, MessengerControl(messenger.url) as act:
        shared = {
            "CLUB_DATABASE_URL": name,
            "CLUB_SECRET_KEY": SECRET,
            "CLUB_BOT_TOKEN": config.bot_token,
            "CLUB_BOT_API_URL": messenger.url,
            "CLUB_WEB_PORT": str(port),
        }
        settings = load_settings(
            **{key.removeprefix("CLUB_").lower(): value for key, value in shared.items()}
        )
        await db.upgrade(settings)
        await admin.grant(settings, "5001", "leader", "")
        async with (
            club("bot", **shared) as bot,
            club("worker", **shared) as worker,
            club("web", **shared) as web,
        ):
            leader = int((await act.add_person("Лидия", id=5001))["id"])
            person = int((await act.add_person("Анна"))["id"])
            for somebody in (leader, person):
                await act.start(somebody)
                await act.wait(somebody, timeout=PATIENCE)
            await act.say(person, "/sos")
            await act.wait(person, "Насколько срочно?", timeout=PATIENCE)
            await act.tap(person, "🔴")
            await act.wait(leader, "Кому-то может грозить опасность", timeout=PATIENCE)
            found = await healthy(f"http://127.0.0.1:{port}")
            codes = [(await process.stop())[0] for process in (bot, worker, web)]
    assert found["database"] is True
    assert codes == [0, 0, 0]
    assert "jobs" in json.dumps(found)


def modes_under(folder: str) -> dict[str, int]:
    """Names of files, and who may do what with them."""
    return {path.name: path.stat().st_mode & 0o777 for path in Path(folder).rglob("*")}


async def test_what_the_club_keeps_is_for_its_own_account_alone(own_folder: Path) -> None:
    """Accounts in the messenger stand in the database in clear."""
    async with club("db", "upgrade") as process:
        assert await process.end() == (0, "")
    async with club("db", "export", "everything") as process:
        code, _ = await process.end()

    assert code == 0
    kept = modes_under("var") | modes_under("everything")
    assert {"club.db", "person.csv"} <= set(kept)
    assert {name: mode for name, mode in kept.items() if mode & 0o077} == {}
