"""LICENCES.md (`make licences`): each package of requirements.lock, by what the package itself states.

A package that this machine's Python and platform do not need is not installed and cannot be asked: it keeps
the row that it has for this version, or its row says so. The tests hold the file to the lock and to what is
installed.
"""

from __future__ import annotations

import re
from contextlib import suppress
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
FILE = ROOT / "LICENCES.md"
UNKNOWN = "未注明"
ELSEWHERE = "本机不需要,未读到"

_LABELS = (
    "repository",
    "source",
    "source code",
    "github",
    "code",
    "homepage",
    "home page",
    "home",
    "website",
)
"""Labels under which packages give the address of their project, the best first."""

_HEAD = """# 依赖的许可证

由 `make licences` 生成,与 `requirements.lock` 逐一对应;每行是软件包自己写明的内容,没有写明的如实注明。

| 名称 | 版本 | 许可证 | 项目地址 |
|---|---|---|---|
"""


class Row(NamedTuple):
    name: str
    version: str
    licence: str
    address: str

    def line(self) -> str:
        """The row as the file has it."""
        return "| " + " | ".join(self) + " |\n"


def locked() -> list[tuple[str, str]]:
    """Name and version of every package of the lock, in its order."""
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    return re.findall(r"^([\w.-]+)==([^\s;]+)", text, re.MULTILINE)


def written() -> list[Row]:
    """The rows of the file as it stands."""
    lines = FILE.read_text(encoding="utf-8").splitlines() if FILE.exists() else []
    rows = [line[2:-2].split(" | ") for line in lines if line.startswith("| ")]
    return [Row(*fields) for fields in rows[1:]]


def row(name: str, version: str) -> Row:
    """What the installed package states of itself."""
    with suppress(PackageNotFoundError):
        stated = metadata(name)
        if stated["Version"] == version:
            return Row(name, version, licence(stated), address(stated))
    kept = (old for old in written() if (old.name, old.version) == (name, version))
    return next(kept, Row(name, version, ELSEWHERE, ""))


def licence(stated: PackageMetadata) -> str:
    """The expression, else one line of words, else the classifiers; `UNKNOWN` where there is none."""
    words = (stated.get("License") or "").strip()
    classes = [line.rsplit(" :: ", 1)[1] for line in stated.get_all("Classifier") or [] if _is_licence(line)]
    short = words if "\n" not in words and 0 < len(words) <= 40 and words != "Dual License" else ""
    return stated.get("License-Expression") or short or " / ".join(classes) or UNKNOWN


def address(stated: PackageMetadata) -> str:
    """Where the project lives; nothing where the package does not say."""
    told = dict(line.split(", ", 1) for line in stated.get_all("Project-URL") or [])
    by_label = {label.strip().lower(): url for label, url in told.items()}
    named = [by_label[label] for label in _LABELS if label in by_label]
    return next(iter([*named, stated.get("Home-page") or "", *by_label.values()]))


def text() -> str:
    """The whole file."""
    return _HEAD + "".join(row(name, version).line() for name, version in locked())


def _is_licence(classifier: str) -> bool:
    return classifier.startswith("License :: ") and classifier != "License :: OSI Approved"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
