"""Announcements as people get them, and how they want to hear of them."""
