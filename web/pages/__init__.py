"""The pages, area by area: parse, call, show."""
