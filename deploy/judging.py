"""The installation's detector: the shipped model, and what its moderators taught since."""

import gc
from dataclasses import dataclass

import structlog

from community.core.db import Database
from moderation.detect.exceptions import Exceptions
from moderation.detect.spam import ModelBroken, load_model
from moderation.detect.standard import StandardDetector, standard_detector
from moderation.incidents.learned import Learned

log = structlog.get_logger()


class DetectorModelBrokenError(Exception):
    """Messages are judged by rules alone; shown on the health page until the file is mended."""


class DistressWeightsBrokenError(Exception):
    """Distress is told by phrases alone; shown as above."""


@dataclass(frozen=True)
class Judging:
    """One a process: `learned` keeps the detector up to what the database holds."""

    detector: StandardDetector
    learned: Learned

    async def follow(self) -> None:
        """Take in what other processes were taught.

        Raises DetectorModelBrokenError or DistressWeightsBrokenError where a damaged file took
        away what the detector judges by.
        """
        await self.learned.refresh()
        if self.detector.by_rules_alone:
            raise DetectorModelBrokenError
        if self.detector.by_phrases_alone:
            raise DistressWeightsBrokenError


def assemble_judging(database: Database) -> Judging:
    """A damaged model does not stop the start: better a guard by rules than none."""
    try:
        model = load_model()
    except ModelBroken as error:
        log.error("detector_model_broken", error=str(error))  # noqa: TRY400  no trace is needed
        model = None
    exceptions = Exceptions()
    learned = Learned(database, model, exceptions)
    detector = standard_detector(model, exceptions, learned.sign)
    # Half a million small objects that live as long as the process: looked through again and
    # again by the collector they would cost a message a tenth of a second now and then.
    gc.freeze()
    if detector.by_phrases_alone:
        log.error("distress_weights_broken")
    return Judging(detector, learned)
