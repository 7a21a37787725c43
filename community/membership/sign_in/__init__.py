"""Entering the site: one-time links, sessions, the second factor."""
