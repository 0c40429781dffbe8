"""Tests of scrapers/parsing/kind."""
