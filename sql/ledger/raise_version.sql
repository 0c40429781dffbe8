-- Purpose: an older ledger, brought up by the schema, has the present form: an older program leaves it alone then.
-- Grain:   one row (none in a new ledger). Inputs: ledger_meta.

UPDATE ledger_meta
SET schema_version = $version
WHERE schema_version < $version;
