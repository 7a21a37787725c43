"""What stands between an update and its handler."""
