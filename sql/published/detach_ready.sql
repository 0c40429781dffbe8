-- Purpose: lets go of the ready file. Inputs: none.

DETACH DATABASE IF EXISTS ready;
