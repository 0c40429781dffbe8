-- Purpose: writes the form of a new ledger. Grain: one row. Inputs: ledger_meta.

INSERT INTO ledger_meta
SELECT $version
WHERE NOT EXISTS (SELECT 1 FROM ledger_meta);
