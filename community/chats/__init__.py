"""The messenger chats the club runs or informs, and who is let into them."""
