"""/schedule: the hours of a specialist, time off, groups, how much at once, and the pauses."""
