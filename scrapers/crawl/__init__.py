"""Crawling one section: walking its list, asking for its items' pages, proving what was read."""
