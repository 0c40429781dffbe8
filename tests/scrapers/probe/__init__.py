"""Probe: a portal never seen is looked at and written down."""
