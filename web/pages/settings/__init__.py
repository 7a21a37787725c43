"""Documents, districts, roles, options, my own sign-in."""
