"""`club check` against a messenger: every chat on a line, and what the bot lacks there."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from community.core.settings import Settings, load_settings
from deploy.commands import check
from deploy.messenger.config import MessengerConfig
from deploy.messenger.server import running_messenger
from moderation.detect.distress.learned import load_learned
from moderation.detect.spam import load_model
from tests.support.club import Club
from tests.support.databases import SECRET
from tests.support.factories import Region
from tests.support.post import SENDER, PostOffice


def settings_for(region: Region, url: str, **more: str) -> Settings:
    return load_settings(
        database_url=region.database.url,
        secret_key=SECRET,
        bot_token=MessengerConfig().bot_token,
        bot_api_url=url,
        **more,
    )


async def test_an_installation_in_order_says_so(
    region: Region, capsys: pytest.CaptureFixture[str]
) -> None:
    async with running_messenger(MessengerConfig(limits=False)) as messenger:
        async with Club.open(region, messenger.url) as club:
            await club.chat(title="Наш круг")
        await check.run(settings_for(region, messenger.url))
    assert capsys.readouterr().out.splitlines() == [
        "ok   Updates: asked for (long polling)",
        "ok   Spam model: whole",
        "ok   Distress weights: whole",
        "ok   Database: up to date",
        "ok   Secret key: CLUB_SECRET_KEY",
        "ok   Bot: @club_demo_bot",
        "ok   Chat «Наш круг»: active",
    ]


async def test_a_mail_server_is_tried_and_gets_no_letter(
    region: Region, capsys: pytest.CaptureFixture[str]
) -> None:
    async with (
        running_messenger(MessengerConfig(limits=False)) as messenger,
        PostOffice.open() as post,
    ):
        mail = {"smtp_url": f"smtp://{post.host}:{post.port}", "mail_from": SENDER}
        await check.run(settings_for(region, messenger.url, **mail))
        assert "ok   Mail server: takes letters" in capsys.readouterr().out
        assert (post.knocks, post.letters) == (1, [])
        await post.close_doors()
        with pytest.raises(SystemExit):
            await check.run(settings_for(region, messenger.url, **mail))
    assert "BAD  Mail server: takes no letters (SMTPConnectError)" in capsys.readouterr().out


async def test_a_missing_right_is_named(region: Region, capsys: pytest.CaptureFixture[str]) -> None:
    async with running_messenger(MessengerConfig(limits=False)) as messenger:
        async with Club.open(region, messenger.url) as club:
            chat = await club.chat(title="Наш круг")
            await club.messenger.promote(chat, bot=True, rights=["can_invite_users"])
        with pytest.raises(SystemExit):
            await check.run(settings_for(region, messenger.url))
    assert "BAD  Chat «Наш круг»: the bot lacks can_restrict_members" in capsys.readouterr().out


async def test_a_wrong_token_a_key_that_does_not_fit_and_an_open_webhook_are_told(
    region: Region, capsys: pytest.CaptureFixture[str]
) -> None:
    await region.member()
    async with running_messenger(MessengerConfig(bot_token="7:other")) as messenger:
        settings = settings_for(region, messenger.url, webhook_url="https://club.example")
        wrong = settings.model_copy(
            update={"secret_key": load_settings(secret_key="x" * 40).secret_key}
        )
        with pytest.raises(SystemExit):
            await check.run(wrong)
    out = capsys.readouterr().out
    assert "BAD  Updates: CLUB_WEBHOOK_SECRET: needed together with CLUB_WEBHOOK_URL" in out
    assert "BAD  Secret key: CLUB_SECRET_KEY does not open the names" in out
    assert "BAD  Bot: CLUB_BOT_TOKEN: the messenger does not know this token" in out


def removed(file: Path) -> None:
    file.unlink(missing_ok=True)


def cut_short(file: Path) -> None:
    file.write_bytes(b"{")


@pytest.mark.parametrize("harm", [removed, cut_short])
async def test_without_what_the_detector_learned_it_says_what_to_do(
    region: Region,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    harm: Callable[[Path], None],
) -> None:
    model, weights = tmp_path / "model.bin", tmp_path / "weights.txt"
    harm(model)
    harm(weights)
    monkeypatch.setattr(check, "load_model", partial(load_model, model))
    monkeypatch.setattr(check, "load_learned", partial(load_learned, weights))
    async with running_messenger(MessengerConfig(limits=False)) as messenger:
        with pytest.raises(SystemExit) as ended:
            await check.run(settings_for(region, messenger.url))
    assert ended.value.code == 1
    out = capsys.readouterr().out
    mend = "run `make model`, or install the program anew"
    assert (
        f"BAD  Spam model: missing or damaged, so that spam is told by rules alone: {mend}" in out
    )
    phrases = "missing or damaged, so that distress is told by phrases alone"
    assert f"BAD  Distress weights: {phrases}: {mend}" in out
