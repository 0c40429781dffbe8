-- Purpose: form of the ledger, and which text of the schema made it so. Grain: one row. Inputs: ledger_meta.

SELECT schema_version, schema_sha256 FROM ledger_meta;
