"""Tests of scrapers/parsing/pager."""
