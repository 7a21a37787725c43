"""Conversations under aliases, and complaints about them."""
