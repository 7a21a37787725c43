"""Signing in and out, the second factor."""
