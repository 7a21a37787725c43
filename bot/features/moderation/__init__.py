"""Moderation as people meet it: cards, explanations, commands, reports, appeals, the queue."""
