"""From an outbox row to a message, or to a call that lets somebody in."""
