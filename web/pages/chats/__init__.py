"""Chats: what for, whether healthy, who asks to be let in."""
