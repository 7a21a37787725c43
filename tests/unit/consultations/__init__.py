"""Pure decisions about times and requests."""
