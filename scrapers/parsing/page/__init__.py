"""A page as every reader sees it: text, tree, printed lines and labels, dates, tags, embedded rows."""
