-- Purpose: how many pages read otherwise. Grain: one row. Inputs: reparse_versions.

SELECT count(*) FROM reparse_versions;
