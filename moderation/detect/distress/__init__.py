"""Somebody may be at the edge: words that must bring a person (beyond.md 3)."""

from moderation.detect.distress.signs import DistressSigns

__all__ = ["DistressSigns"]
