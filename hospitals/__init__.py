"""The official directory, hospitals, seats and rights, verification."""
