"""Saved searches that mail what is new (a later room; the floor is held)."""
