-- Purpose: whether a loaded answer stands in an archive file. Grain: one row. Inputs: fetches, $archive_file.

SELECT count(*) > 0 FROM fetches WHERE archive_file = $archive_file;
