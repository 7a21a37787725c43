"""🤝 A specialist's help, from the parent's side: asking, times, groups, and what is told of it."""
