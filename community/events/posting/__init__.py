"""Events in the chats: one post each, whose button counts along."""
