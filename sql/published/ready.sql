-- name: attach_ready
-- Purpose: a file with the published file's schema and no rows, to copy the schema from. Inputs: $file.
-- Grain:   one file.

ATTACH $file AS ready (READ_ONLY);


-- name: detach_ready
-- Purpose: lets go of the ready file. Inputs: none.
-- Grain:   one file.

DETACH DATABASE IF EXISTS ready;
