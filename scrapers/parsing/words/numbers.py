"""Words of document numbers and of what stands around them: `numbers.toml`."""

from __future__ import annotations

from scrapers.parsing.words.tables import any_of, pattern, table

_TABLE = table("numbers")
_HAN = "[\u4e00-\u9fff]"

DOCUMENT_LABEL = pattern(_TABLE["labels"], "document", r"^[【\[]?@[】\]]?[:：]")
INDEX_LABEL = pattern(_TABLE["labels"], "index", r"^[【\[]?@[】\]]?[:：]")
SIGNATORY = pattern(_TABLE["labels"], "signatory", r"\s*@")
ORDERS, PLAIN_YEARS = any_of(_TABLE["kinds"], "orders"), any_of(_TABLE["kinds"], "plain_years")
"""Expressions for kinds of documents that are numbered without an issuing body's word."""
TITLED = pattern(_TABLE["kinds"], "titles", r"@\s*[（(]([^（）()]{6,40}号)[）)]$")
OF_ANOTHER = pattern(_TABLE["kinds"], "of_another")
LEADING_WORDS = pattern(_TABLE["around"], "leading", f"^.*@(?={_HAN}{{2}})")
"""Ends of a sentence or of a title that ran into the number's first word."""
HEADING_BEFORE = pattern(_TABLE["around"], "headings", r"^\S{2,30}@\s+")
DATED_END = pattern(_TABLE["around"], "dated", r"[,，]?(?:19|20)\d{2}年\d{1,2}月\d{1,2}日@?$")
"""（甲发〔2012〕124号 2012年7月10日）, as collections of rules print it."""
