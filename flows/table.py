"""The completeness table that closes a run: declared beside read, per section."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from flows.progress import OUTCOMES
from flows.run import Summary


def completeness_table(summary: Summary) -> str:
    """Plain text, one line per section: outcome, pages and records read of those declared, reason."""
    title = f"{summary.year} 年补抓完整性" if summary.year else "今晚各栏目完整性"
    table = Table(title=title, title_justify="left", box=None, pad_edge=False)
    for head in ("栏目", "结果"):
        table.add_column(head, overflow="fold")
    for head in ("页(读到/自称)", "条(读到/自称)"):
        table.add_column(head, justify="right", no_wrap=True)
    table.add_column("说明", overflow="fold")
    for section, proof in summary.sections:
        table.add_row(
            f"{section.id} {section.name}",
            OUTCOMES[proof.outcome],
            _of(proof.pages_read, proof.pages_declared),
            _of(proof.records_read, proof.records_declared),
            proof.reason,
        )
    console = Console(width=140, color_system=None, markup=False, highlight=False)
    with console.capture() as captured:
        console.print(table)
    return "\n".join(line.rstrip() for line in captured.get().splitlines())


def _of(read: int, declared: int | None) -> str:
    return f"{read}/{declared if declared is not None else '—'}"
