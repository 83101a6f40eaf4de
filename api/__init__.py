"""The machines' door (a later room; the floor is held)."""
