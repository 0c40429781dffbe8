"""Tests of warehouse/report."""
