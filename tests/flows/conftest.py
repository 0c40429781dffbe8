"""Nights and publications that a test of this room runs in its own process are of small homes:
`tests/planning.py`. What is begun as a process of its own runs as people run it."""

from tests.planning import planned_plainly

__all__ = ["planned_plainly"]
