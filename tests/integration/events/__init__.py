"""Events and who comes to them: on both databases."""
