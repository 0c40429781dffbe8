-- Purpose: an older ledger, brought up by the schema, has the present form: an older program leaves it alone then.
-- Grain:   one row (none in a new ledger). Inputs: ledger_meta, $version, $schema_sha256.

UPDATE ledger_meta
SET schema_version = $version, schema_sha256 = $schema_sha256;
