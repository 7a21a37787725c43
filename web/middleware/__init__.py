"""What every answer passes through."""
