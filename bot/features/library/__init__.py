"""📚 The library: what people find and read, and what those who write are told."""
