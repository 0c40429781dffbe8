-- Purpose: the files of the archive with the sums they had when they came. Grain: file. Inputs: archive_files.

INSERT INTO published.main.archive_files BY NAME
SELECT archive_file, min(sha256) AS sha256
FROM archive_files
GROUP BY archive_file
ORDER BY archive_file;
