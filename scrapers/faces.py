"""Faces of rooms that most runs never enter: a name is imported when it is first asked for."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Mapping
from importlib import import_module
from typing import Any


def on_demand(package: str, places: Mapping[str, Collection[str]]) -> Callable[[str], Any]:
    """The `__getattr__` of a package: `places` has the names that each of its modules gives. Every other name
    raises AttributeError, as Python does."""
    module_of = {name: module for module, names in places.items() for name in names}

    def found(name: str) -> Any:
        if name not in module_of:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value = getattr(import_module(f"{package}.{module_of[name]}"), name)
        setattr(sys.modules[package], name, value)
        return value

    return found
