-- Purpose: how much there is to verify. Grain: one row: figures, versions in the archive, versions outside it.
-- Inputs:  figures, item_versions.

SELECT
    (SELECT count(*) FROM figures),
    (SELECT count(*) FROM item_versions WHERE archive_file IS NOT NULL),
    (SELECT count(*) FROM item_versions WHERE archive_file IS NULL);
