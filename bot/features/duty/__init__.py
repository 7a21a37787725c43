"""Being on duty: the roster, the cards of signals, and how it went."""
