"""The control API: tests and the chat page act as people, move time, cause faults, look."""
