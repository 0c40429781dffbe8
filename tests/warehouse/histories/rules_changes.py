"""New versions of the rules that SQL applies: in a copy of the rule files, by which the program then goes."""

from __future__ import annotations

import hashlib
import shutil
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from random import Random
from unittest.mock import patch

from tests.warehouse.histories.happening import happening
from tests.warehouse.histories.living import History
from warehouse import publish, rulebook
from warehouse.incremental import program_sha256, renewing

NAMES = ("CLASSIFICATION", "MERGING", "COUNTING", "CATEGORIES")

CHANGES = (
    ("merging.csv", "M-content,1,80,20,2", "M-content,2,120,20,2"),
    ("merging.csv", "M-content,1,80,20,2", "M-content,2,20,60,3"),
    ("counting.csv", "S-total,3,", "S-total,4,"),
    ("classification.csv", "C-guide,2,", "C-guide,3,"),
    ("categories.csv", "公开指南|信息公开须知", "信息公开须知|综合信息"),
)
"""File, what stands in it, and what a new version says."""


@contextmanager
def rules_in(folder: Path) -> Iterator[None]:
    """The program goes by a copy of its rules in the new `folder`."""
    shutil.copytree(rulebook.RULES, folder)
    shutil.copy(rulebook.CATEGORIES, folder)
    files = {getattr(rulebook, name): folder / getattr(rulebook, name).name for name in NAMES}
    with ExitStack() as patches:
        for module in [one for name, one in sorted(sys.modules.items()) if name.startswith("warehouse")]:
            for name in NAMES:
                stands = getattr(module, name, None)
                if isinstance(stands, Path) and stands in files:
                    patches.enter_context(patch.object(module, name, files[stands]))
        rules = tuple(files.get(file, file) for file in rulebook.RULE_FILES)
        patches.enter_context(patch.object(rulebook, "RULE_FILES", rules))
        own = program_sha256()

        def with_rules() -> str:
            """The sum of a program that has these rules among its files."""
            return hashlib.sha256(
                b"".join([own.encode(), *(file.read_bytes() for file in sorted(folder.iterdir()))])
            ).hexdigest()

        for module in (publish, renewing):
            patches.enter_context(patch.object(module, "program_sha256", with_rules))
        yield


@happening()
def rule_changed(history: History, chance: Random) -> str | None:
    name, old, new = chance.choice(CHANGES)
    file = rulebook.MERGING.with_name(name)
    text = file.read_text(encoding="utf-8")
    if file.parent == rulebook.RULES or (old not in text and new not in text):
        return None
    old, new = (old, new) if old in text else (new, old)
    file.write_text(text.replace(old, new), encoding="utf-8")
    return f"{old} is {new}"
