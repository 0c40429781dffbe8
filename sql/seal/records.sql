-- Purpose: the records of the archive that the year rests on. Grain: record. Inputs: sealed.item_versions.

SELECT DISTINCT archive_file, archive_offset
FROM sealed.main.item_versions
WHERE archive_file IS NOT NULL
ORDER BY archive_file, archive_offset;
