-- Purpose: keeps the sums of a package's WARC files. Grain: file. Inputs: lists $names and $sums of equal length.

INSERT INTO archive_files
SELECT told.name, told.sha256
FROM (SELECT unnest($names::VARCHAR []) AS name, unnest($sums::VARCHAR []) AS sha256) AS told
WHERE told.name NOT IN (SELECT archive_file FROM archive_files);
