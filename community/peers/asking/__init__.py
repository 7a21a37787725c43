"""Asking those who have been through it: in waves, without names, until two have agreed."""
