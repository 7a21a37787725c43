"""What is planned: kind, time, place, speakers, seats; announced, moved, called off, repeated."""
