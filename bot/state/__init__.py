"""What the bot remembers of a conversation that is under way."""
