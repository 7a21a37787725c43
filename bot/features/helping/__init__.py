"""Requests for help as specialists and leaders see them: asked, taken, met, ended."""
