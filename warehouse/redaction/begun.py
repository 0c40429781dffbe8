"""Whether something is being taken out, which whoever opens the home asks: mostly nothing is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from warehouse.home import Home, HomeError


def is_begun(home: Home) -> bool:
    """Whether a redaction was begun and is not known to be done."""
    return home.redacting.exists()


@contextmanager
def redactions_finished(home: Home, now: datetime, say: Callable[[str], None] | None) -> Iterator[None]:
    """What a killed command has begun to take out is taken out before anything else is done with the home,
    which the caller holds. Where that cannot be done now (`say` is told why) the caller goes on: no night is
    lost by it, and the next command tries again."""
    told = say or (lambda sentence: None)
    try:
        if is_begun(home):
            from warehouse.redaction.carrying import finish_begun  # it needs all that reads archive and files

            finish_begun(home, now, told)
    except HomeError as error:
        told(f"上一次的删除还没有做完,这次也做不完({error});处理好后运行 gongkai republish 即接着做")
    yield
