"""Records, the shelves they lie on, and the file under them."""
