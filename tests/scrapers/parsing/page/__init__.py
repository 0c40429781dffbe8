"""Tests of scrapers/parsing/page."""
