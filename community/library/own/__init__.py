"""What the library holds about a person, for themself."""
