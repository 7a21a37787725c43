"""Conversations through the bot, in which neither side sees the other."""
