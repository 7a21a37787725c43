"""Messages that must go out: written with the change they announce, sent after its commit."""
