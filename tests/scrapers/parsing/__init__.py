"""Tests of scrapers/parsing."""
