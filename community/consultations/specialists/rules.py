"""Bounds of what is written down of a specialist."""

ABOUT_LIMIT = 300  # characters: three lines on a telephone
# Spoken by families of the region, or with hands; codes of ISO 639 (sign language: 639-3).
LANGUAGES = ("ru", "en", "tt", "de", "kk", "rsl")
