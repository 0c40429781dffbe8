"""Taking out what must not be kept: plain functions, for the command line and for whoever comes after a
kill."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.loading import load
from flows.run import now
from warehouse.home import Home, HomeBusy
from warehouse.ledger import open_ledger
from warehouse.redaction import Asked, Plan, Redacted, RedactError, finish_begun, plan_of, redact


def redact_items(root: Path, asked: Asked, say: Callable[[str], None]) -> Redacted:
    """Takes the items out, with no night and no backfill under way: these would bring in what is going out.

    Raises RedactError, HomeBusy, HomeError, LedgerError, PublishBlocked.
    """
    with _alone(root) as home:
        finish_begun(home, now(), say)
        return redact(home, asked, now(), say)


def would_redact(root: Path, asked: Asked, say: Callable[[str], None]) -> tuple[Plan, dict[str, int]]:
    """What would go; of each file of the archive how many records. Nothing is taken out. Raises as above."""
    with _alone(root) as home:
        finish_begun(home, now(), say)
        with open_ledger(home.ledger, say) as ledger:
            load(ledger, home, now())
            return plan_of(ledger, home, asked)


@contextmanager
def _alone(root: Path) -> Iterator[Home]:
    home = Home(root)
    if not home.ledger.is_file():
        raise RedactError(f"{root} 中还没有数据,没有什么可删")
    with home.turn("nightly", now()), home.turn("backfill", now()), home.locked(now()):
        # What a backup under way has set aside would bring back what goes, and nobody would name it.
        if who := home.whose_turn("backup"):
            raise HomeBusy(f"数据目录 {root} 正在备份({who}),现在不能删除;请等备份结束再运行")
        yield home
