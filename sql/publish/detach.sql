-- Purpose: lets go of the new file, whole or given up. Inputs: none.

DETACH DATABASE IF EXISTS published;
