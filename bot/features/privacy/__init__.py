"""Who sees what about me, who looked, my consents, my data as a file."""
