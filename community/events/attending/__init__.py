"""On the day and after: who came, what they say of it, figures."""
