"""Tests of scrapers/parsing/items."""
