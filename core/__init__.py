"""Vocabulary, lives, trail, mail, uploads, text. Knows nothing above itself."""
