"""Events on the site."""
