"""Families, applications, names, roles."""
