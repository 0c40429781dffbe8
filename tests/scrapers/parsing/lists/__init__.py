"""Tests of scrapers/parsing/lists."""
