"""Searching: query.py reads the query string, understanding.py the words, finding.py answers from the index."""

from postings.search.query import Search, canonical, counts_of

__all__ = ["Search", "canonical", "counts_of"]
