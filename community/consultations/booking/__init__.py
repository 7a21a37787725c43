"""Consultations at a time of their own: booked, moved, cancelled, held; and seats in groups."""
