-- name: quick_check
-- Purpose: whether the database file of Prefect's server is a whole one. Grain: one row, `ok`. Inputs: the SQLite
--          file.

PRAGMA quick_check(1);
