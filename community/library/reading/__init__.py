"""What people keep for themselves, and whether an article helped; nobody sees who."""
