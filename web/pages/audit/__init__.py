"""The log: who did or looked at what."""
