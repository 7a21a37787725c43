"""What a group is: its topic and door, who leads it, what its members agreed to, its end."""
