-- name: spill
-- Purpose: where statements that need more memory than there is put the rest: beside the file, as DuckDB does for the
--          file that an instance was started with. Fails once something was put elsewhere. Grain: the instance.
-- Inputs:  $folder.

SET temp_directory = $folder;


-- name: limit_memory
-- Purpose: how much memory statements may take before they put the rest aside: a home of ten million items is published
--          within 2 GB, of which the process itself and what the library does not reckon are some hundred megabytes. On a
--          small machine what the library takes by itself, which is less, stays.
-- Grain:   the instance, a new one. Inputs: none.

SET memory_limit = CASE
    WHEN parse_formatted_bytes(current_setting('memory_limit')) > 1400000000 THEN '1400MB'
    ELSE current_setting('memory_limit')
END;


-- name: attach
-- Purpose: opens a file for writing, alone at it. Grain: one file. Inputs: $file.

ATTACH $file AS opened;


-- name: attach_read_only
-- Purpose: opens a file for reading. Grain: one file. Inputs: $file.

ATTACH $file AS opened (READ_ONLY);


-- name: use
-- Purpose: makes the file the one that statements are about. Grain: the connection. Inputs: none.

USE opened.main;


-- name: one_thread
-- Purpose: statements about the file run where they are asked for. Grain: the instance. Inputs: none.

SET threads = 1;


-- name: all_threads
-- Purpose: statements about the file run on all processors. Grain: the instance. Inputs: none.

RESET threads;


-- name: let_go
-- Purpose: closes the file, everything in it and nothing left in a write-ahead log: others may open it. Grain: one
--          file. Inputs: none.

DETACH DATABASE IF EXISTS opened;


-- name: left_open
-- Purpose: how many files are open still. Grain: one row. Inputs: the catalog.

SELECT count(*)
FROM duckdb_databases()
WHERE NOT internal AND database_name <> 'memory';
