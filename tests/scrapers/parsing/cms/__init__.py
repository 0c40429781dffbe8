"""Tests of scrapers/parsing/cms."""
