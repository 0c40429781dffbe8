"""Figures that only a person can give."""
