"""Who is on duty, and signals of distress that somebody must answer (docs/decisions/011)."""
