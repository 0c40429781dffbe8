"""Loading packages into the ledger, publishing the DuckDB file, figures, and the rendering of reports."""
