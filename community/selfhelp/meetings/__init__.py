"""When a group meets, who came, and how it was."""
