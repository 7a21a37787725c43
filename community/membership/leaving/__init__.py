"""Leaving, withdrawing consent, erasure, and the export of all that is held."""
