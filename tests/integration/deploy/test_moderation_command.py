"""`club moderation`: the detector alone, by the names that other people's scripts rely on."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from deploy.cli import app

RUN = CliRunner()
SPAM = "Заработок от 5000 в день без вложений, пишите в личку @zarabotok_legko, мест мало!!!"
TALK = "Завтра в 18:00 встреча клуба, приходите с детьми"


def verdicts(*arguments: str, lines: str | None = None) -> list[dict[str, Any]]:
    result = RUN.invoke(app, ["moderation", "check", *arguments], input=lines)
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_verdict_has_the_names_that_scripts_rely_on() -> None:
    (verdict,) = verdicts("СНИЛС моей дочки Алины Петровой 112-233-445 95")
    assert verdict["action"] == "remove"
    assert list(verdict["scores"]) == ["spam", "abuse", "personal_data", "distress"]
    assert verdict["raised"] == ["personal_data"]
    assert any("СНИЛС" in reason for reason in verdict["reasons"])
    assert [32, 46, "snils"] in verdict["spans"]
    assert verdict["ms"] > 0


def test_each_line_of_input_gets_its_own_line() -> None:
    spam, talk = verdicts(lines=f"{SPAM}\n\n{TALK}\n")
    assert spam["raised"] == ["spam"]
    assert (talk["action"], talk["raised"], talk["reasons"]) == ("allow", [], [])


def test_a_member_is_met_more_gently_than_a_newcomer() -> None:
    weight = ["allow", "hint", "hold", "remove", "mute", "ban"].index
    (newcomer,) = verdicts(SPAM)
    (member,) = verdicts("--standing", "member", SPAM)
    assert weight(member["action"]) < weight(newcomer["action"])


def test_an_unknown_standing_gets_a_sentence() -> None:
    result = RUN.invoke(app, ["moderation", "check", "--standing", "king", TALK])
    assert result.exit_code == 1
    assert "--standing is one of: newcomer, member, activist." in result.stderr


@pytest.fixture
def samples(tmp_path: Path) -> tuple[Path, Path]:
    spam, ham = tmp_path / "spam.txt", tmp_path / "ham.txt"
    spam.write_text(f"{SPAM}\n{SPAM} 2\n", encoding="utf-8")
    ham.write_text(f"{TALK}\nСпасибо вам огромное 🙏🙏🙏\n", encoding="utf-8")
    return spam, ham


def test_evaluation_counts_and_measures(samples: tuple[Path, Path]) -> None:
    spam, ham = samples
    arguments = ["moderation", "evaluate", "--spam", str(spam), "--ham", str(ham), "--json"]
    result = RUN.invoke(app, arguments)
    score = json.loads(result.stdout)
    assert (score["tp"], score["fp"], score["tn"], score["fn"]) == (2, 0, 2, 0)
    assert (score["precision"], score["recall"], score["f1"]) == (1.0, 1.0, 1.0)
    assert 0 < score["ms_p50"] <= score["ms_p99"]


def test_samples_are_learned_first(tmp_path: Path) -> None:
    """What the shipped model lets pass is caught after a few lessons of the same campaign."""
    line = "Клуб любителей лунных кроликов набирает смену, вторник номер"
    campaign = [f"{line} {number}" for number in range(9)]
    files = {name: tmp_path / name for name in ("taught", "spam", "ham")}
    files["taught"].write_text("\n".join(campaign[:8]), encoding="utf-8")
    files["spam"].write_text(campaign[8], encoding="utf-8")
    files["ham"].write_text(TALK, encoding="utf-8")
    arguments = ["moderation", "evaluate", "--json"]
    arguments += ["--spam", str(files["spam"]), "--ham", str(files["ham"])]
    before = json.loads(RUN.invoke(app, arguments).stdout)
    after = json.loads(RUN.invoke(app, [*arguments, "--train-spam", str(files["taught"])]).stdout)
    assert (before["tp"], after["tp"], after["fp"]) == (0, 1, 0)


def test_a_missing_file_gets_a_sentence(samples: tuple[Path, Path]) -> None:
    _, ham = samples
    result = RUN.invoke(app, ["moderation", "evaluate", "--spam", "nowhere.txt", "--ham", str(ham)])
    assert result.exit_code == 1
    assert "nowhere.txt: No such file or directory" in result.stderr


def test_neither_the_bot_nor_the_site_is_loaded() -> None:
    """The command answers at once: aiogram alone takes seconds."""
    script = (
        "import sys, deploy.commands.moderation as m; m.check('Доброе утро', 'member');"
        "print({'aiogram', 'fastapi', 'sqlalchemy'} & set(sys.modules), file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stderr.strip() == "set()"
