"""What a candidate sends and what becomes of it."""
