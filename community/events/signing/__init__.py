"""Who comes: families as a whole, the waiting list, offers of seats that became free."""
