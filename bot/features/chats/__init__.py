"""Chats of mine, and for leaders: binding, rights, raids."""
