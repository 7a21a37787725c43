"""Events: what is planned, who comes, what is left of it afterwards (decision 014)."""
