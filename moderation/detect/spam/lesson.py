"""What one decision of a moderator changes in the model, without the words it was taught by."""

import struct
import sys
import zlib
from array import array
from dataclasses import dataclass
from typing import Self

from moderation.detect.spam.buckets import BUCKETS

_FORMAT = 1
_HEAD = struct.Struct("<B?H")  # format, whether spam, how many weights it changes
_STRONGEST = 1024  # more weights than these are not changed by one lesson


@dataclass(frozen=True, slots=True)
class Lesson:
    """So many steps are added to the weight of each bucket; buckets are hashes of word pieces."""

    is_spam: bool
    buckets: "array[int]"
    steps: "array[int]"

    @classmethod
    def of(cls, changes: dict[int, int], *, is_spam: bool) -> Self:
        """Keeps the strongest changes, in the order of their buckets."""
        strongest = sorted(changes, key=lambda bucket: -abs(changes[bucket]))[:_STRONGEST]
        kept = sorted(bucket for bucket in strongest if changes[bucket])
        return cls(is_spam, array("I", kept), array("i", [changes[bucket] for bucket in kept]))

    def to_bytes(self) -> bytes:
        """About two kilobytes for a message of usual length."""
        body = zlib.compress(_little_endian(self.buckets) + _little_endian(self.steps), 9)
        return _HEAD.pack(_FORMAT, self.is_spam, len(self.buckets)) + body

    @classmethod
    def from_bytes(cls, stored: bytes) -> Self:
        """Raises ValueError for what is no lesson, or one of another format."""
        try:
            version, is_spam, length = _HEAD.unpack_from(stored)
            body = zlib.decompress(stored[_HEAD.size :])
        except (struct.error, zlib.error) as error:
            raise ValueError("no lesson") from error
        if version != _FORMAT or len(body) != 8 * length:
            raise ValueError(f"a lesson of format {version}, {len(body)} bytes")
        buckets, steps = array("I", body[: 4 * length]), array("i", body[4 * length :])
        if sys.byteorder == "big":
            buckets.byteswap()
            steps.byteswap()
        if any(bucket > BUCKETS for bucket in buckets):
            raise ValueError("a lesson for a larger model")
        return cls(is_spam, buckets, steps)


def _little_endian(numbers: "array[int]") -> bytes:
    if sys.byteorder == "big":
        numbers = numbers[:]
        numbers.byteswap()
    return numbers.tobytes()
