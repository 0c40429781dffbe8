-- Purpose: every file of the archive that an item or a request points to, or that is registered, with its sum
--          (null where none was registered). Grain: file. Inputs: archive_files, item_versions, fetches.

WITH
named AS (
    SELECT archive_file FROM archive_files
    UNION
    SELECT archive_file FROM item_versions WHERE archive_file IS NOT NULL
    UNION
    SELECT archive_file FROM fetches WHERE archive_file IS NOT NULL
)
SELECT named.archive_file, archive_files.sha256
FROM named
LEFT JOIN archive_files ON named.archive_file = archive_files.archive_file
ORDER BY named.archive_file;
