"""What I told about myself, my family code, leaving."""
