"""🗂 Events from the organiser's side: planned, told of, led on the day, brought to an end."""
