"""Database backend: PostgreSQL, started by itself at the first connection. Commands that ask nothing start nothing."""
