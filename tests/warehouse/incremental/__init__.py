"""Tests of warehouse/incremental."""
