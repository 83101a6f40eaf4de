"""Searching: filters.py reads the query string, understanding.py the words, finding.py answers from the index."""

from postings.search.filters import Search, canonical, counts_of, in_order

__all__ = ["Search", "canonical", "counts_of", "in_order"]
