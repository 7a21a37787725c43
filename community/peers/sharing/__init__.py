"""What a parent has been through and agrees to be asked about."""
