-- Purpose: writes the form of a new ledger. Grain: one row. Inputs: ledger_meta, $version, $schema_sha256.

INSERT INTO ledger_meta (schema_version, schema_sha256)
SELECT $version, $schema_sha256
WHERE NOT EXISTS (SELECT 1 FROM ledger_meta);
