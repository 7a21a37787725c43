"""Looking after those who lead groups: their own notes, their silence, who takes over."""
