"""Who is in a group, who asks, who waits for a place."""
