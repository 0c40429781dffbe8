"""Tests of scrapers/parsing/layouts."""
