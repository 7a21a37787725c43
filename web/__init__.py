"""The admin site: server-rendered pages for club leaders."""
