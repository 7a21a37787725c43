"""🧭 The desk of whoever leads a self-help group."""
