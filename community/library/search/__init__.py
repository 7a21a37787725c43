"""The index of published articles, and finding in it what a parent means by their own words."""
