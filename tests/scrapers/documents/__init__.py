"""Readers of documents: on files that real programs wrote, and on damaged ones."""
