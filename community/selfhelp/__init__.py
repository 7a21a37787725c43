"""Self-help groups: led by a parent, closed to everybody else."""
