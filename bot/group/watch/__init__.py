"""Every message of the club's chats is looked at once; nearly always nothing follows."""
