"""The knowledge base: articles, their review and versions, search, what readers ask for."""
