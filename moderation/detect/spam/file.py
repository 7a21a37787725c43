"""The model's file: one line that says what it was made of, then the weights, packed."""

import json
import zlib
from array import array
from hashlib import sha256
from pathlib import Path
from typing import Any

from moderation.detect.spam.buckets import BIAS, BUCKETS
from moderation.detect.spam.model import Calibration, SpamModel
from moderation.detect.spam.weights import STEP, Weights

FILE = Path(__file__).with_name("model.bin")
_COARSE = 256  # STEPs of one unit in the file: a weight there is one signed byte
_MOST = 127
_FORMAT = 1


class ModelBroken(Exception):  # noqa: N818  named for what was found
    """The file of the model is missing, damaged or of another version."""


def save(
    weights: "array[float]", calibration: Calibration, made_of: str, file: Path = FILE
) -> None:
    """`made_of` is a digest of the corpora. The same arguments make the same bytes."""
    units = [max(-_MOST, min(_MOST, round(w / STEP / _COARSE))) for w in weights[:BUCKETS]]
    packed = zlib.compress(array("b", units).tobytes(), 9)
    head = {
        "format": _FORMAT,
        "made_of": made_of,
        "bias": round(weights[BIAS], 4),
        "slope": round(calibration.slope, 4),
        "shift": round(calibration.shift, 4),
        "sha256": sha256(packed).hexdigest(),
    }
    file.write_bytes(json.dumps(head).encode() + b"\n" + packed)


def load_model(file: Path = FILE) -> SpamModel:
    """Raises ModelBroken."""
    try:
        head, packed = _parts(file)
        weights = array("b", zlib.decompress(packed))
        steps = array("i", [unit * _COARSE for unit in weights])
        steps.append(0)
        shipped = Weights(steps, float(head["bias"]))
        return SpamModel(shipped, Calibration(float(head["slope"]), float(head["shift"])))
    except (OSError, ValueError, KeyError, TypeError, zlib.error) as error:
        raise ModelBroken(f"{file.name}: {error}") from error


def made_of(file: Path = FILE) -> str:
    """The digest of the corpora that the file was made of; raises ModelBroken."""
    try:
        return str(_parts(file)[0]["made_of"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelBroken(f"{file.name}: {error}") from error


def _parts(file: Path) -> tuple[dict[str, Any], bytes]:
    line, _, packed = file.read_bytes().partition(b"\n")
    head = json.loads(line)
    if head["format"] != _FORMAT or head["sha256"] != sha256(packed).hexdigest():
        raise ValueError("damaged, or of another version")
    return head, packed
