"""Articles: written, looked at by those who know the field, published, looked at again."""
