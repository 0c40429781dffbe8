-- name: stated
-- Purpose: form of the ledger, and which text of the schema made it so. Grain: one row. Inputs: ledger_meta.

SELECT schema_version, schema_sha256 FROM ledger_meta;


-- name: version
-- Purpose: form of the ledger. Grain: one row. Inputs: ledger_meta.

SELECT max(schema_version) FROM ledger_meta;


-- name: set_version
-- Purpose: writes the form of a new ledger. Grain: one row. Inputs: ledger_meta, $version, $schema_sha256.

INSERT INTO ledger_meta (schema_version, schema_sha256)
SELECT $version, $schema_sha256
WHERE NOT EXISTS (SELECT 1 FROM ledger_meta);


-- name: raise_version
-- Purpose: an older ledger, brought up by the schema, has the present form: an older program leaves it alone then.
-- Grain:   one row (none in a new ledger). Inputs: ledger_meta, $version, $schema_sha256.

UPDATE ledger_meta
SET schema_version = $version, schema_sha256 = $schema_sha256;
