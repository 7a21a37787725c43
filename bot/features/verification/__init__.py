"""Activists and leaders answer applications."""
