"""Moderation: what waits, what was decided, who is under a sanction, the rules of chats."""
