"""Specialists, their time, requests: on both databases."""
