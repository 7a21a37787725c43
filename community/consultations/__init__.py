"""Free help of specialists: who they are, when they have time, what was asked, what came of it."""
