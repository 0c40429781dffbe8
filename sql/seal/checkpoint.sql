-- Purpose: everything into the file, nothing left in a write-ahead log; then lets go of it. Inputs: none.

CHECKPOINT sealed;
USE memory.main;
DETACH sealed;
