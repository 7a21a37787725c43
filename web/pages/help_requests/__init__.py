"""Requests for help: the leaders' queue without names, a specialist's own, the figures."""
