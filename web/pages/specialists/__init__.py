"""Specialists: the list, one's card, hours and calendar, the open list of specialities."""
