"""🆘: kind words, numbers, and a person by one more tap."""
