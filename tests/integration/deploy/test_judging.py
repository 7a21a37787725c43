"""The installation's detector: shipped, taught by moderators, started even when damaged."""

from functools import partial
from pathlib import Path

import pytest

from community.core import heartbeat
from community.core.db import Database
from deploy import judging
from deploy.jobs import Turns, judging_jobs
from deploy.judging import (
    DetectorModelBrokenError,
    DistressWeightsBrokenError,
    assemble_judging,
)
from moderation.detect import Message, Question
from moderation.detect.distress import signs
from moderation.detect.distress.learned import load_learned
from moderation.detect.spam import ModelBroken, load_model
from moderation.incidents import deciding
from moderation.incidents.kinds import Decision
from tests.support.factories import SYSTEM, Region
from tests.support.incidents import Watch
from tests.support.rooms import Rooms

LURE = "Ищу трёх человек на вечернюю сортировку лунных камней, напишите слово камень"


async def test_what_moderators_decide_is_judged_so_at_once_and_no_longer_after_undo(
    region: Region,
) -> None:
    detector = assemble_judging(region.database).detector
    chat = await Rooms(region).bound(district=0)
    author = await region.member(district=0)
    before = detector.judge(Message(LURE)).scores[Question.SPAM]

    incident = await Watch(region, chat).seen(author, text=LURE, excerpt=LURE)
    async with region.database.write() as session:
        await deciding.decide(session, SYSTEM, incident.id, Decision.RIGHT)
    assert Question.SPAM in detector.judge(Message(LURE)).raised
    assert Question.SPAM in detector.judge(Message(f"{LURE}!")).raised

    async with region.database.write() as session:
        await deciding.undo(session, SYSTEM, incident.id)
    assert detector.judge(Message(LURE)).scores[Question.SPAM] == pytest.approx(before)


async def test_another_process_learns_it_when_it_looks(region: Region) -> None:
    chat = await Rooms(region).bound(district=0)
    author = await region.member(district=0)
    assemble_judging(region.database)
    incident = await Watch(region, chat).seen(author, text=LURE, excerpt=LURE)
    async with region.database.write() as session:
        await deciding.decide(session, SYSTEM, incident.id, Decision.RIGHT)

    other = assemble_judging(region.database)
    assert Question.SPAM not in other.detector.judge(Message(LURE)).raised
    await other.follow()
    assert Question.SPAM in other.detector.judge(Message(LURE)).raised


def test_a_damaged_model_is_told_apart(tmp_path: Path) -> None:
    file = tmp_path / "model.bin"
    file.write_bytes(b"not a model")
    with pytest.raises(ModelBroken):
        load_model(file)


async def test_without_its_model_the_club_starts_on_rules_and_says_so(
    sqlite: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise ModelBroken("damaged")

    monkeypatch.setattr(judging, "load_model", broken)
    assembled = assemble_judging(sqlite)
    assert assembled.detector.by_rules_alone
    leak = Message("СНИЛС дочки Алины Петровой 112-233-445 95")
    assert Question.PERSONAL_DATA in assembled.detector.judge(leak).raised
    with pytest.raises(DetectorModelBrokenError):
        await assembled.follow()

    (job,) = judging_jobs(assembled)
    await Turns(sqlite).take(job)
    async with sqlite.read() as session:
        (pulse,) = await heartbeat.pulses(session)
    assert pulse.error == "DetectorModelBrokenError"


async def test_without_its_weights_of_distress_the_club_starts_on_phrases_and_says_so(
    sqlite: Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(signs, "load_learned", partial(load_learned, tmp_path / "weights.txt"))
    assembled = assemble_judging(sqlite)
    assert not assembled.detector.by_rules_alone
    with pytest.raises(DistressWeightsBrokenError):
        await assembled.follow()
