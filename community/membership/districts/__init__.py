"""The municipalities of the region: data, not code (RG-03, A-10)."""
