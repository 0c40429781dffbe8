-- Purpose: everything into the file, nothing left in a write-ahead log. Inputs: none.

CHECKPOINT published;
