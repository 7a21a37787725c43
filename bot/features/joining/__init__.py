"""Joining the club, from the first screen to the sent application."""
