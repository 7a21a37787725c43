"""What the club knows and does. No messenger, no HTTP, no text that a person reads."""
