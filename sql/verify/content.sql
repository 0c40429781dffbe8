-- Purpose: the sum of its content that a published file keeps. Grain: one row. Inputs: meta.

SELECT content_sha256
FROM meta;
