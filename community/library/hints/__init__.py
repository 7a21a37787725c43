"""An article for a question in a chat: shown to its moderators, who answer with it or do not."""
