"""Pure decisions about events, lines and seats."""
