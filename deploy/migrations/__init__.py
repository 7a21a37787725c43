"""The history of the tables, by Alembic: every step runs up, down and up on both databases."""
