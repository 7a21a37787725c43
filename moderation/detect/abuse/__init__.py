"""Insults, threats, obscenity, harassment, contempt for parents or children."""

from moderation.detect.abuse.signs import AbuseSigns

__all__ = ["AbuseSigns"]
