"""Becoming a specialist: from the link of an invitation to a profile that parents read."""
