"""What parents ask of specialists: who has it in hand, until when, and what came of it."""
