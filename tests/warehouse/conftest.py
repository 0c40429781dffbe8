"""Every module of this room: `tests/planning.py`."""

from tests.planning import planned_plainly

__all__ = ["planned_plainly"]
