"""Batches of invitation codes, and the sheet to print."""
