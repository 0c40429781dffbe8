"""Tests of bulletins (通报)."""
