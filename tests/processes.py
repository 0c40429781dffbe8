"""The command `gongkai` in processes of its own that begin from one which has imported everything: importing
takes longer than most commands do, and a kill strikes work and not imports."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TextIO

FORKS = multiprocessing.get_context("forkserver")

FORKS.set_forkserver_preload(
    [
        "flows.cli",
        "flows.commands.bounds",
        "flows.commands.nightly",
        "flows.commands.probe",
        "flows.commands.reparse",
        "flows.commands.running",
        "flows.commands.seal",
        "flows.commands.verify",
        "flows.commands.why",
        "flows.reparse",
        "flows.republish",
        "flows.run",
        "rich.progress",
        "scrapers.extract",
        "scrapers.probe.survey",
        "warehouse.seal.closing",
        "warehouse.status",
        "warehouse.verify",
        "warehouse.why",
    ]
)


def as_command(
    arguments: list[str], environment: Mapping[str, str], folder: Path, output: Path, errors: Path
) -> None:
    """The command line, as the whole life of the process that calls it; both files are written on at their
    end."""
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.stdout, sys.stderr = (_onto(number, file) for number, file in ((1, output), (2, errors)))
    sys.argv = ["gongkai", *arguments]
    from flows.cli import main

    main()


def _onto(number: int, file: Path) -> TextIO:
    os.dup2(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND), number)
    return open(number, "w", encoding="utf-8", closefd=False)
