"""Records as the Bot API writes them."""
