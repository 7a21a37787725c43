"""📅 Events: what is coming, a family's place there, what it hears of it, posts in chats."""
