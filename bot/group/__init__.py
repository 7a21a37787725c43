"""Messenger groups: the hot path, the roster, the few commands that work there."""
