"""Asking a portal politely, archiving its answers, reading its pages; knows nothing of Prefect or DuckDB."""
