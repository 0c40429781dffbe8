"""Tests of the room that loads, publishes and reports."""
