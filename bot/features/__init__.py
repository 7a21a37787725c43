"""What people do in a private chat, an area a folder."""
