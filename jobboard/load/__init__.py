"""Openings by the hundred thousand, for measuring: invented, seeded, and marked so that they can be taken away again.

All that is made hangs on invented hospitals and candidates. Their marks are below; `.invalid` can never be a real
domain (RFC 2606). The same seed, number and day give the same rows.
"""

from jobboard.load.searches import saved_searches

SLUG = "load-"  # a made hospital's slug begins with it …
DOMAIN = ".load.invalid"  # … and its web domain ends with it
MAIL = "@load.invalid"  # a made candidate's address ends with it
__all__ = ["DOMAIN", "MAIL", "SLUG", "saved_searches"]
