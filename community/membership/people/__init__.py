"""People, their families, messenger accounts and roles."""
