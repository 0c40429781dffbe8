-- Purpose: how fresh the file is. Grain: one row. Inputs: meta.

SELECT built_at, data_as_of FROM meta;
