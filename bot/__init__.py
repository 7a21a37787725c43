"""The messenger edge: updates become use cases, results become screens."""
