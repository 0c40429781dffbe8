"""Tests of scrapers/families."""
