"""Codes handed out by guardianship bodies and services, in batches."""
