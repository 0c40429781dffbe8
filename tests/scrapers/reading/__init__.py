"""Tests of the readers: pages as text in the test, records out."""
