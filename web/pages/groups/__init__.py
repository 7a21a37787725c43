"""Self-help groups as leaders see them: number, kind and health, and nobody who is in them."""
