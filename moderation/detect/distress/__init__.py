"""Somebody may be at the edge: words that must bring a person (beyond.md 3)."""
