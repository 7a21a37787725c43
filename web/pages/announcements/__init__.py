"""Announcements: the list, the editor, the last look before sending, and how it goes."""
