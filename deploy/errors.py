"""What stops a command with one sentence instead of a traceback."""


class CommandError(Exception):
    """The sentence says what is wrong and what to do."""
