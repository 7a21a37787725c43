"""Deciding that somebody is who they say: a code, an activist, or a leader."""
