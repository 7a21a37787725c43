"""Who is on duty, and how signals were answered."""
