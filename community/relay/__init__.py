"""Conversations through the bot: two people who know each other by an alias only."""
