"""Which names a reader may not see yet, as the list, the board and bulk work ask it."""

from applications.blind import hidden

__all__ = ["hidden"]
