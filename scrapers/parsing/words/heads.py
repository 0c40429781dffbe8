"""Column heads of disclosure tables, and labels inside the rows of lists: `heads.toml`."""

from __future__ import annotations

import re
from collections.abc import Mapping

from scrapers.parsing.words.tables import any_of, pattern, table

_TABLE = table("heads")

HEADS: Mapping[str, re.Pattern[str]] = {key: pattern(_TABLE["heads"], key) for key in _TABLE["heads"]}
"""What a column holds → its heads, the first that fits."""
ANY_HEAD = re.compile("|".join(any_of(_TABLE["heads"], key) for key in _TABLE["heads"]))
ROW_LABELS: Mapping[str, str] = {key: any_of(_TABLE["row_labels"], key) for key in _TABLE["row_labels"]}
"""What a label inside a row announces → an expression for the label."""
NOTHING = frozenset[str](_TABLE["cells"]["nothing"])
"""What stands in a cell that states nothing."""
