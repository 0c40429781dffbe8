"""Words of links in a row that are not its title: `rows.toml`."""

from __future__ import annotations

import tomllib
from pathlib import Path

_TABLE = tomllib.loads((Path(__file__).parent / "rows.toml").read_text(encoding="utf-8"))

NO_TITLE: tuple[str, ...] = (*_TABLE["more"], *_TABLE["tools"], *_TABLE["beside"])
"""What a link of a row is called that is not its title, lower case; signs may stand around it."""
LEGAL: tuple[str, ...] = tuple(_TABLE["legal"])
"""What links of every footer say or lead to, lower case."""
