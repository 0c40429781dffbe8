"""Asking a portal politely, archiving what it answered, reading its pages; knows nothing of Prefect or DuckDB."""
