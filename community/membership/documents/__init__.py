"""Versioned texts that people accept: rules and consents, each separate (156-FZ)."""
