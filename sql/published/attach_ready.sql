-- Purpose: a file with the published file's schema and no rows, to copy the schema from. Inputs: $file.

ATTACH $file AS ready (READ_ONLY);
