"""Keeps the chats safe: `detect` judges one message, `incidents` remembers what was decided."""
