"""Parents who have been through something, found without a name for those who are in it now."""
