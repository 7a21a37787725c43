"""What was seen in the chats, what people decided about it, and what follows from that."""
