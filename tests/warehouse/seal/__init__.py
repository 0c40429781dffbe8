"""Tests of warehouse/seal."""
