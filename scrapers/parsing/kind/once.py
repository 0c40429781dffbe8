"""Facts that are found out once, where they are first asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar, overload

T = TypeVar("T")
Owner = TypeVar("Owner")


class once(Generic[Owner, T]):
    """As `functools.cached_property`, without its lock (taken by Python before 3.12, for every fact of every
    page): what is found out twice at a time is the same."""

    def __init__(self, found: Callable[[Owner], T]) -> None:
        self._found, self._name, self.__doc__ = found, found.__name__, found.__doc__

    @overload
    def __get__(self, owner: None, kind: type[Owner]) -> once[Owner, T]: ...

    @overload
    def __get__(self, owner: Owner, kind: type[Owner]) -> T: ...

    def __get__(self, owner: Owner | None, kind: type[Owner]) -> once[Owner, T] | T:
        """The fact; the owner's own from now on."""
        if owner is None:
            return self
        found = owner.__dict__[self._name] = self._found(owner)
        return found
