"""Articles in folders: brought in, taken out, the same again."""
