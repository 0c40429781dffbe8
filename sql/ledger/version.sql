-- Purpose: form of the ledger. Grain: one row. Inputs: ledger_meta.

SELECT max(schema_version) FROM ledger_meta;
