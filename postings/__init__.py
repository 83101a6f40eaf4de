"""Openings: what is offered, its life, its search."""
