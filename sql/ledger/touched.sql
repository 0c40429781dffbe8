-- name: touched
-- Purpose: which items and runs were written of since the last publication, so that the next one need not sum the ledger
--          to find them. Run with ledger/schema, of which it is a part. It is believed while nothing but what notes so has
--          written to the file (warehouse/ledger_left.py); nothing is published from it.
-- Grain:   beside each table. Inputs: none.

-- One row per item and loading that may have written anything of it; an item may stand here several times.
CREATE TABLE IF NOT EXISTS touched_items (item_id VARCHAR NOT NULL);

-- One row per run and loading that brought anything of it; a run may stand here several times.
CREATE TABLE IF NOT EXISTS touched_runs (run_id VARCHAR NOT NULL);

-- One row, or none where nothing is noted: since which published file the others tell all.
CREATE TABLE IF NOT EXISTS touched_since (published_sha256 VARCHAR NOT NULL);


-- name: left_alone
-- Purpose: nobody but us has written to the ledger since it was let go of last: for as long as this connection lasts what
--          these tables say is believed. Grain: the connection. Inputs: none.

SET VARIABLE left_alone = TRUE;


-- name: forget_touched
-- Purpose: somebody may have written to the ledger who notes nothing. Grain: three tables, mostly empty.
-- Inputs:  touched_items, touched_runs, touched_since (changed).

DELETE FROM touched_since;

DELETE FROM touched_items;

DELETE FROM touched_runs;
