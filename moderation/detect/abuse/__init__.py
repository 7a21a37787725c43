"""Insults, threats, obscenity, contempt for parents or children."""
