"""Who is at the door: cookies, sessions, forged forms, too many tries."""
