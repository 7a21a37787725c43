"""Specialities and the people who help: from candidate to active, and how much they take on."""
