"""Pay facts: periods, annual full-time equivalents, how a range is written."""
