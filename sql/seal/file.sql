-- name: attach_published
-- Purpose: the published file, which the year is taken from. Inputs: $file.
-- Grain:   one file.

ATTACH $file AS published (READ_ONLY);


-- name: portals
-- Purpose: whose closing a sealed file is. Grain: portal. Inputs: portals.

SELECT portal_id FROM portals ORDER BY portal_id;


-- name: attach_previous
-- Purpose: the closing before, to compare with. Inputs: $file.
-- Grain:   one file.

ATTACH $file AS previous (READ_ONLY);


-- name: attach
-- Purpose: the new sealed file, aside. Storage version: opened by DuckDB clients from 1.2.2 on, blocks as in the
--          published file, and like that without a write-ahead log. Inputs: $file.
-- Grain:   one file.

ATTACH $file AS sealed (STORAGE_VERSION 'v1.2.0', BLOCK_SIZE 131072, RECOVERY_MODE 'no_wal_writes');


-- name: copy_schema
-- Purpose: every table, view and comment of the published file in the new sealed one. Inputs: ready (no rows).
-- Grain:   one file.

COPY FROM DATABASE ready TO sealed (SCHEMA);


-- name: use_sealed
-- Purpose: makes the sealed file current, so that its schema names no catalog. Inputs: none.
-- Grain:   one file.

USE sealed.main;


-- name: checkpoint
-- Purpose: everything into the file, nothing left in a write-ahead log; then lets go of it. Inputs: none.
-- Grain:   one file.

CHECKPOINT sealed;
USE memory.main;
DETACH sealed;
