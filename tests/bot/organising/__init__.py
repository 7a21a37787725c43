"""Events from the organiser's side, on a phone."""
