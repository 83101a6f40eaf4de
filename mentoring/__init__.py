"""Mentors and informational talks (a later room; the floor is held)."""
