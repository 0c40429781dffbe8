-- name: attach_ledger
-- Purpose: the ledger, and a new file to copy it into: what is erased from a file stays in its free blocks.
-- Grain:   one file. Inputs: $file.

ATTACH $file AS old (READ_ONLY);


-- name: attach_rebuilt
-- Purpose: the new file. Grain: one file. Inputs: $file.

ATTACH $file AS rebuilt;


-- name: copy_ledger
-- Purpose: all that the ledger says, in new blocks. Grain: the database. Inputs: old, rebuilt.

COPY FROM DATABASE old TO rebuilt;


-- name: detach_rebuilt
-- Purpose: everything into the new file, then lets go of both. Grain: one file. Inputs: none.

CHECKPOINT rebuilt;
DETACH rebuilt;
DETACH old;
