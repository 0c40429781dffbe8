"""Tests of the crawl of a section."""
