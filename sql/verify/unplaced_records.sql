-- Purpose: archived pages that the year was sealed upon, and that no version of an item points to.
-- Grain:   record of the archive. Inputs: archive_records, item_versions (sealed files only).

SELECT archive_file, archive_offset
FROM archive_records
ANTI JOIN item_versions USING (archive_file, archive_offset)
ORDER BY archive_file, archive_offset;
