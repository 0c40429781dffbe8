-- name: attach
-- Purpose: the new file, aside. Storage version: opened by DuckDB clients from 1.2.2 on. Inputs: $file. Blocks of 128
--          KB: with the usual 256 KB a file of few items is twice that size. Not smaller: DuckDB 2.0 opens a file
--          twice and holds the header of the first time, so that an opening in the very instant of a publication is
--          refused unless both files keep catalog and list of free blocks at the same places, as they mostly do while
--          these fit into the first block. Without a write-ahead log: a publication that is killed begins anew, so no commit has to wait for
--          the disk. For the same reason the file is brought to its end seldom before the end: of its own accord DuckDB would
--          after every 16 MB, and each time wait for the disk; what is written between is held in memory.
-- Grain:   one file.

SET checkpoint_threshold = '64MB';

ATTACH $file AS published (STORAGE_VERSION 'v1.2.0', BLOCK_SIZE 131072, RECOVERY_MODE 'no_wal_writes');


-- name: use_published
-- Purpose: makes the new file current, so that the schema names no catalog. Inputs: none.
-- Grain:   one file.

USE published.main;


-- name: copy_schema
-- Purpose: every table, view and comment of the published file in the new one. Inputs: ready (no rows).
-- Grain:   one file.

COPY FROM DATABASE ready TO published (SCHEMA);


-- name: make_room
-- Purpose: all is in the file: of what led to it, the large tables that no guard asks for make room for what guards look at.
-- Inputs:  documents, open_rows, placed (temporary). Grain: three tables.

DROP TABLE documents;

DROP TABLE open_rows;

DROP TABLE placed;


-- name: checkpoint
-- Purpose: everything into the file, nothing left in a write-ahead log. Inputs: none.
-- Grain:   one file.

CHECKPOINT published;


-- name: detach
-- Purpose: lets go of the new file, whole or given up; the ledger's log is folded in again when it has grown. Inputs: none.
-- Grain:   one file.

DETACH DATABASE IF EXISTS published;

RESET checkpoint_threshold;
