-- Purpose: the sums that the archived pages had when the year was sealed. Grain: record of the archive.
-- Inputs:  archive_records (sealed files only).

SELECT archive_file, archive_offset, payload_sha256
FROM archive_records
ORDER BY archive_file, archive_offset;
