"""Announcements: a text sent once to a chosen audience, at once or weekly (decision 015)."""
